# Is there no audit system of our own: a container, a chroot, an image being built? Auditing
# belongs to the initial pid and user name spaces, whose numbers the kernel fixes. Where the root
# of process 1 may not be seen, a chroot cannot be told from the system itself.
contained() {
    contained_why=
    first_root=$(stat -L -c %d:%i /proc/1/root/ 2>/dev/null)
    if ! [ -e /proc/self/ns/pid ]; then
        contained_why="no /proc"
    elif [ "$(readlink /proc/self/ns/pid)" != 'pid:[4026531836]' ] ||
        [ "$(readlink /proc/self/ns/user)" != 'user:[4026531837]' ]; then
        contained_why="a container"
    elif [ -n "$first_root" ] && [ "$first_root" != "$(stat -L -c %d:%i /)" ]; then
        contained_why="a chroot or an image build"
    fi
    [ -n "$contained_why" ]
}
