/* Acts as a user: actor AUID UID ACTION...; each action is done and its outcome not looked at.
 *
 * NUMBER        the system call of that number, all arguments 0
 * i386:NUMBER   the same by the 32-bit entry of the kernel
 * run:PATH      execve in a child; at:PATH execveat; i386run:PATH, i386at:PATH by the 32-bit entry
 * call:NUMBER:ARGUMENT...   a system call with numbers or @TEXTs; i386call: by the 32-bit entry
 * as:UID:EUID   other numbers from now on
 *
 * Built static and at low addresses, so that the 32-bit entry can reach its strings.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static char path[256], option[16] = "--version";
static unsigned low_argv[3];
static char *argv64[3] = {path, option, NULL};

static int i386(int number, unsigned a, unsigned b, unsigned c, unsigned d, unsigned e)
{
	int result;
	__asm__ volatile("int $0x80"
			 : "=a"(result)
			 : "a"(number), "b"(a), "c"(b), "d"(c), "S"(d), "D"(e)
			 : "memory", "r8", "r9", "r10", "r11");
	return result;
}

static unsigned low(const void *pointer)
{
	return (unsigned)(unsigned long)pointer;
}

static void run(const char *how, const char *file)
{
	char *const *none = argv64 + 2;
	strncpy(path, file, sizeof path - 1);
	low_argv[0] = low(path);
	low_argv[1] = low(option);
	if (fork() == 0) {
		int quiet = open("/dev/null", O_RDWR);
		dup2(quiet, 1);
		dup2(quiet, 2);
		if (!strcmp(how, "run"))
			execve(path, argv64, none);
		else if (!strcmp(how, "at"))
			syscall(SYS_execveat, AT_FDCWD, path, argv64, none, 0);
		else if (!strcmp(how, "i386run"))
			i386(11, low(path), low(low_argv), low(low_argv + 2), 0, 0);
		else
			i386(358, (unsigned)AT_FDCWD, low(path), low(low_argv), low(low_argv + 2), 0);
		_exit(127);
	}
	wait(NULL);
}

static char texts[4][256];

/* "call", "i386call": a number and up to four arguments */
static void call(const char *how, char *words)
{
	long argument[5] = {0};
	int at = 0;
	for (char *word = strtok(words, ":"); word && at < 5; word = strtok(NULL, ":"), at++) {
		if (at && *word == '@') {
			strncpy(texts[at - 1], word + 1, sizeof texts[0] - 1);
			argument[at] = (long)texts[at - 1];
		} else {
			argument[at] = atol(word);
		}
	}
	if (!strcmp(how, "call"))
		syscall(argument[0], argument[1], argument[2], argument[3], argument[4], 0);
	else
		i386(argument[0], argument[1], argument[2], argument[3], argument[4], 0);
}

int main(int count, char **words)
{
	int loginuid = open("/proc/self/loginuid", O_WRONLY);
	/* a login uid that is not set stays so */
	if (count < 3 || (strcmp(words[1], "4294967295") &&
			  write(loginuid, words[1], strlen(words[1])) < 0))
		return 2;
	close(loginuid);
	if (setresgid(atoi(words[2]), atoi(words[2]), atoi(words[2])) ||
	    setresuid(atoi(words[2]), atoi(words[2]), atoi(words[2])))
		return 3;
	for (int at = 3; at < count; at++) {
		char *colon = strchr(words[at], ':');
		if (!colon) {
			syscall(atoi(words[at]), 0, 0, 0, 0);
		} else {
			*colon = 0;
			if (strstr(words[at], "call"))
				call(words[at], colon + 1);
			else if (!strcmp(words[at], "as"))
				setresuid(atoi(colon + 1), atoi(strchr(colon + 1, ':') + 1), 0);
			else if (!strcmp(words[at], "i386"))
				i386(atoi(colon + 1), 0, 0, 0, 0, 0);
			else
				run(words[at], colon + 1);
		}
	}
	return 0;
}
