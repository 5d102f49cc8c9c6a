# Is there no audit system of our own: a container, a chroot, an image being built? Auditing
# belongs to the initial pid and user name spaces, whose numbers the kernel fixes. Where the root
# of process 1 may not be seen, a chroot cannot be told from the system itself.
contained() {
    contained_why=
    first_root=
    while read -r name place; do
        case $name in
        /) own_root=$place ;;
        /proc/1/root/) first_root=$place ;;
        */pid) pid_space=${place#*:} ;;
        */user) user_space=${place#*:} ;;
        esac
    done <<EOF_PLACES
$(stat -L -c '%n %d:%i' / /proc/1/root/ /proc/self/ns/pid /proc/self/ns/user 2>/dev/null)
EOF_PLACES
    if ! [ -e /proc/self/ns/pid ]; then
        contained_why="no /proc"
    elif [ "$pid_space" != 4026531836 ] || [ "$user_space" != 4026531837 ]; then
        contained_why="a container"
    elif [ "${first_root:-$own_root}" != "$own_root" ]; then
        contained_why="a chroot or an image build"
    fi
    [ -n "$contained_why" ]
}
