// SPDX-License-Identifier: GPL-3.0-or-later
// What a plugin may ask of the operating system. Two filters: the first lets through only what is listed, so that a
// call that neither we nor this libseccomp know answers ENOSYS, as on a kernel without it; the second refuses by name,
// with the error that libraries expect, and looks at arguments. The stricter answer wins, and of two errors the
// second's. Refused calls answer an error rather than kill, so that a library that merely tries (and falls back) works.
#include "kernel/plugins/worker/sandbox.hpp"

#include <fcntl.h>
#include <linux/sched.h>
#include <linux/sockios.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace guichet::plugins::worker {
namespace {

// What computing, threads, time, reading files and given descriptors need, and nothing that names another process.
constexpr const char* allowed[] = {
    "brk", "munmap", "mremap", "mprotect", "madvise", "mincore", "msync", "mlock", "mlock2", "munlock", "mlockall",
    "munlockall", "pkey_alloc", "pkey_free", "pkey_mprotect", "membarrier", "get_mempolicy",
    // Threads, signals to itself, its end.
    "futex", "futex_waitv", "set_robust_list", "set_tid_address", "rseq", "arch_prctl", "gettid", "sched_yield",
    "sched_getaffinity", "sched_getscheduler", "sched_getparam", "sched_getattr", "sched_get_priority_max",
    "sched_get_priority_min", "sched_rr_get_interval", "getcpu", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn",
    "rt_sigpending", "rt_sigtimedwait", "rt_sigsuspend", "sigaltstack", "pause", "restart_syscall", "exit",
    "exit_group", "wait4", "waitid",
    // Time.
    "nanosleep", "clock_nanosleep", "clock_gettime", "clock_getres", "gettimeofday", "time", "times", "alarm",
    "getitimer", "setitimer", "timerfd_create", "timerfd_settime", "timerfd_gettime",
    // Who and where it is.
    "getpid", "getppid", "getuid", "geteuid", "getgid", "getegid", "getresuid", "getresgid", "getgroups", "getpgrp",
    "getpgid", "getsid", "getpriority", "getrlimit", "prlimit64", "getrusage", "capget", "uname", "sysinfo",
    "getrandom", "getcwd", "umask",
    // Files, read; what opens is looked at below.
    "open", "openat", "access", "faccessat", "faccessat2", "stat", "fstat", "lstat", "newfstatat", "statx", "statfs",
    "fstatfs", "readlink", "readlinkat", "getdents", "getdents64", "readahead", "fadvise64",
    // Descriptors that it has: files, pipes and the sockets that it was given.
    "read", "readv", "pread64", "preadv", "preadv2", "write", "writev", "pwrite64", "pwritev", "pwritev2", "lseek",
    "close", "close_range", "dup", "dup2", "dup3", "pipe", "pipe2", "fsync", "fdatasync", "sendfile", "copy_file_range",
    "poll", "ppoll", "select", "pselect6", "epoll_create", "epoll_create1", "epoll_ctl", "epoll_wait", "epoll_pwait",
    "epoll_pwait2", "eventfd", "eventfd2", "signalfd", "signalfd4", "sendto", "sendmsg", "sendmmsg", "recvfrom",
    "recvmsg", "recvmmsg", "shutdown", "getsockname", "getpeername", "getsockopt", "setsockopt"};

// The kernel reads an int and leaves the upper half of its register alone: so must a comparison.
constexpr scmp_datum_t int_mask = 0xffffffff;

// Not the owner of a descriptor (whom the kernel then signals), its leases and its locks, which hold up others.
constexpr scmp_datum_t allowed_fcntl[] = {F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD,      F_SETFD,      F_GETFL,
                                          F_SETFL, F_GETLK,         F_SETPIPE_SZ, F_GETPIPE_SZ, F_GET_SEALS};
constexpr scmp_datum_t tcgets2 = 0x802c542a;  // newer C libraries ask it whether this is a terminal
constexpr scmp_datum_t allowed_ioctl[] = {FIONREAD, FIONBIO, FIOCLEX, FIONCLEX, TCGETS, TIOCGWINSZ, tcgets2};
constexpr scmp_datum_t name_memory = 0x53564d41;  // PR_SET_VMA
constexpr scmp_datum_t allowed_prctl[] = {PR_SET_NAME,       PR_GET_NAME,        PR_GET_DUMPABLE,     PR_GET_PDEATHSIG,
                                          PR_CAPBSET_READ,   PR_GET_SECCOMP,     PR_GET_NO_NEW_PRIVS, PR_GET_TIMERSLACK,
                                          PR_SET_TIMERSLACK, PR_GET_THP_DISABLE, name_memory};

// What makes a clone a thread, and what a thread never has.
constexpr scmp_datum_t thread_flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD;
constexpr scmp_datum_t other_flags = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER |
                                     CLONE_NEWPID | CLONE_NEWNET | CLONE_PARENT | CLONE_PTRACE | CLONE_VFORK |
                                     CLONE_PIDFD | CLONE_IO;

// Named only for the error that they answer: whatever is in neither list is refused too.
constexpr const char* refused[] = {
    // The network is the counter's; io_uring could open a socket behind the filter.
    "socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "io_uring_setup", "io_uring_enter",
    "io_uring_register",
    // Other programs and other processes.
    "execve", "execveat", "fork", "vfork", "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise",
    "process_mrelease", "pidfd_open", "pidfd_getfd", "pidfd_send_signal", "kcmp", "tkill", "rt_sigqueueinfo",
    "rt_tgsigqueueinfo", "setsid", "setpgid", "setpriority", "sched_setscheduler", "sched_setparam", "sched_setattr",
    "sched_setaffinity", "ioprio_set", "migrate_pages", "move_pages", "timer_create",
    // Rights and limits, once given up, stay given up.
    "setuid", "setgid", "setreuid", "setregid", "setresuid", "setresgid", "setfsuid", "setfsgid", "setgroups", "capset",
    "setrlimit", "personality", "unshare", "setns", "chroot", "pivot_root", "add_key", "request_key", "keyctl",
    // Files: changed by nobody here, also where the kernel has no Landlock.
    "creat", "truncate", "ftruncate", "fallocate", "rename", "renameat", "renameat2", "mkdir", "mkdirat", "rmdir",
    "unlink", "unlinkat", "link", "linkat", "symlink", "symlinkat", "mknod", "mknodat", "chmod", "fchmod", "fchmodat",
    "chown", "fchown", "lchown", "fchownat", "utime", "utimes", "futimesat", "utimensat", "setxattr", "lsetxattr",
    "fsetxattr", "removexattr", "lremovexattr", "fremovexattr", "open_by_handle_at", "fanotify_init", "mq_open",
    "shmget", "semget", "msgget",
    // Memory that no limit counts; waking up disks, and watching files.
    "memfd_create", "memfd_secret", "sync", "syncfs", "sync_file_range", "inotify_init", "inotify_init1",
    "inotify_add_watch", "flock",
    // The machine itself.
    "mount", "umount2", "move_mount", "open_tree", "fsopen", "fsconfig", "fsmount", "fspick", "mount_setattr", "swapon",
    "swapoff", "reboot", "kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module", "bpf",
    "perf_event_open", "userfaultfd", "iopl", "ioperm", "acct", "quotactl", "sethostname", "setdomainname",
    "settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "syslog", "vhangup", "lookup_dcookie"};

// libseccomp's own macros for this are C, which clang refuses in C++.
constexpr scmp_arg_cmp when(unsigned argument, scmp_compare how, scmp_datum_t with, scmp_datum_t masked = 0) {
  return {argument, how, with, masked};
}

class Filter {
 public:
  explicit Filter(std::uint32_t otherwise) : context_(seccomp_init(otherwise)) {}
  ~Filter() { seccomp_release(context_); }
  Filter(const Filter&) = delete;
  Filter& operator=(const Filter&) = delete;

  template <typename... Conditions>
  void allow(const char* name, Conditions... conditions) {
    add(name, SCMP_ACT_ALLOW, conditions...);
  }
  template <typename... Conditions>
  void refuse(const char* name, int error, Conditions... conditions) {
    add(name, SCMP_ACT_ERRNO(static_cast<std::uint32_t>(error)), conditions...);
  }

  /// 0, or an errno.
  [[nodiscard]] int load() {
    if (context_ == nullptr) return ENOMEM;
    if (failure_ != 0) return failure_;
    // A tree instead of a list: otherwise every read and write pays for the whole list.
    seccomp_attr_set(context_, SCMP_FLTATR_CTL_OPTIMIZE, 2);
    return -seccomp_load(context_);
  }

 private:
  // Names rather than numbers: what this libseccomp or this processor does not know is left out.
  template <typename... Conditions>
  void add(const char* name, std::uint32_t action, Conditions... conditions) {
    const int number = seccomp_syscall_resolve_name(name);
    if (number == __NR_SCMP_ERROR) return;
    const int added =
        seccomp_rule_add(context_, action, number, static_cast<unsigned>(sizeof...(conditions)), conditions...);
    if (added != 0 && failure_ == 0) failure_ = -added;
  }

  scmp_filter_ctx context_;
  int failure_ = 0;
};

// The first filter.
int allow_what_is_listed() {
  Filter filter(SCMP_ACT_ERRNO(ENOSYS));
  for (const char* const name : allowed) filter.allow(name);
  for (const auto command : allowed_fcntl) filter.allow("fcntl", when(1, SCMP_CMP_MASKED_EQ, int_mask, command));
  for (const auto request : allowed_ioctl) filter.allow("ioctl", when(1, SCMP_CMP_MASKED_EQ, int_mask, request));
  for (const auto option : allowed_prctl) filter.allow("prctl", when(0, SCMP_CMP_MASKED_EQ, int_mask, option));
  // abort() signals its own process; a thread is a clone that stays inside it. glibc tries clone3 first, whose flags a
  // filter cannot see, and falls back to clone.
  const auto self = static_cast<scmp_datum_t>(getpid());
  filter.allow("kill", when(0, SCMP_CMP_EQ, self));
  filter.allow("tgkill", when(0, SCMP_CMP_EQ, self));
  filter.allow("clone", when(0, SCMP_CMP_MASKED_EQ, thread_flags | other_flags, thread_flags));
  filter.allow("mmap");
  // For the second filter, which refuses it in its turn.
  filter.allow("seccomp");
  filter.allow("prctl", when(0, SCMP_CMP_MASKED_EQ, int_mask, PR_SET_NO_NEW_PRIVS));
  return filter.load();
}

// The second.
int refuse_by_argument() {
  Filter filter(SCMP_ACT_ALLOW);
  for (const char* const name : refused) filter.refuse(name, EPERM);
  filter.refuse("seccomp", EPERM);

  const auto self = static_cast<scmp_datum_t>(getpid());
  filter.refuse("kill", EPERM, when(0, SCMP_CMP_NE, self));
  filter.refuse("tgkill", EPERM, when(0, SCMP_CMP_NE, self));
  filter.refuse("clone", EPERM, when(0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));

  // Reading limits is fine, moving them is not; and the counter's death stays this process's.
  filter.refuse("prlimit64", EPERM, when(2, SCMP_CMP_NE, 0));
  filter.refuse("prctl", EPERM, when(0, SCMP_CMP_MASKED_EQ, int_mask, PR_SET_PDEATHSIG));

  // RLIMIT_DATA counts neither memory that could be shared nor a stack that grows.
  constexpr scmp_datum_t shared = MAP_SHARED | MAP_ANONYMOUS;
  filter.refuse("mmap", EPERM, when(3, SCMP_CMP_MASKED_EQ, shared, shared));
  filter.refuse("mmap", EPERM, when(3, SCMP_CMP_MASKED_EQ, MAP_GROWSDOWN, MAP_GROWSDOWN));

  // Who gets the kernel's signals about a descriptor: it may name the counter, and not every Landlock stops that.
  for (const auto command : {F_SETOWN, F_SETSIG, F_SETOWN_EX}) {
    filter.refuse("fcntl", EPERM, when(1, SCMP_CMP_MASKED_EQ, int_mask, static_cast<scmp_datum_t>(command)));
  }
  for (const auto request : {FIOSETOWN, SIOCSPGRP}) {
    filter.refuse("ioctl", EPERM, when(1, SCMP_CMP_MASKED_EQ, int_mask, static_cast<scmp_datum_t>(request)));
  }

  // A socket it was given stays where it leads: this flag connects.
  filter.refuse("sendto", EPERM, when(3, SCMP_CMP_MASKED_EQ, MSG_FASTOPEN, MSG_FASTOPEN));
  filter.refuse("sendmsg", EPERM, when(2, SCMP_CMP_MASKED_EQ, MSG_FASTOPEN, MSG_FASTOPEN));
  filter.refuse("sendmmsg", EPERM, when(3, SCMP_CMP_MASKED_EQ, MSG_FASTOPEN, MSG_FASTOPEN));

  // Opening to write, for kernels without Landlock. openat2 hides its flags.
  for (const scmp_datum_t flag : {O_WRONLY, O_RDWR, O_CREAT, O_TRUNC}) {
    filter.refuse("open", EACCES, when(1, SCMP_CMP_MASKED_EQ, flag, flag));
    filter.refuse("openat", EACCES, when(2, SCMP_CMP_MASKED_EQ, flag, flag));
  }
  return filter.load();
}

}  // namespace

std::string restrict_system_calls() {
  const int first = allow_what_is_listed();
  const int failure = first != 0 ? first : refuse_by_argument();
  return failure == 0 ? "in force" : std::string("not in force: ") + std::strerror(failure);
}

}  // namespace guichet::plugins::worker
