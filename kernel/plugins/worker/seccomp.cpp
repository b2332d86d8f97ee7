// SPDX-License-Identifier: GPL-3.0-or-later
// What no plugin may ask of the operating system. Refused calls answer an error rather than kill, so that a library
// that merely tries (and falls back) works. Lists grow; nothing here replaces the other fences.
#include "kernel/plugins/worker/sandbox.hpp"

#include <fcntl.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace guichet::plugins::worker {
namespace {

// Names rather than numbers: what this libseccomp does not know is left out on this machine only.
constexpr const char* refused[] = {
    // The network is the counter's; io_uring could open a socket behind the filter.
    "socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "io_uring_setup", "io_uring_enter",
    "io_uring_register",
    // Other programs and other processes.
    "execve", "execveat", "fork", "vfork", "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise",
    "process_mrelease", "pidfd_open", "pidfd_getfd", "pidfd_send_signal", "kcmp", "tkill", "rt_sigqueueinfo",
    "rt_tgsigqueueinfo", "setsid", "setpgid", "setpriority", "sched_setscheduler", "sched_setattr", "ioprio_set",
    // Rights and limits, once given up, stay given up.
    "setuid", "setgid", "setreuid", "setregid", "setresuid", "setresgid", "setfsuid", "setfsgid", "setgroups", "capset",
    "setrlimit", "personality", "unshare", "setns", "chroot", "pivot_root", "add_key", "request_key", "keyctl",
    // Files: changed by nobody here, also where the kernel has no Landlock.
    "creat", "truncate", "ftruncate", "fallocate", "rename", "renameat", "renameat2", "mkdir", "mkdirat", "rmdir",
    "unlink", "unlinkat", "link", "linkat", "symlink", "symlinkat", "mknod", "mknodat", "chmod", "fchmod", "fchmodat",
    "chown", "fchown", "lchown", "fchownat", "utime", "utimes", "futimesat", "utimensat", "setxattr", "lsetxattr",
    "fsetxattr", "removexattr", "lremovexattr", "fremovexattr", "open_by_handle_at", "fanotify_init", "mq_open",
    "shmget", "semget", "msgget",
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
  Filter() : context_(seccomp_init(SCMP_ACT_ALLOW)) {}
  ~Filter() { seccomp_release(context_); }
  Filter(const Filter&) = delete;
  Filter& operator=(const Filter&) = delete;

  template <typename... Conditions>
  void refuse(const char* name, int error, Conditions... conditions) {
    const int number = seccomp_syscall_resolve_name(name);
    if (number == __NR_SCMP_ERROR) return;
    const int added = seccomp_rule_add(context_, SCMP_ACT_ERRNO(static_cast<std::uint32_t>(error)), number,
                                       static_cast<unsigned>(sizeof...(conditions)), conditions...);
    if (added != 0 && failure_ == 0) failure_ = -added;
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
  scmp_filter_ctx context_;
  int failure_ = 0;
};

}  // namespace

std::string restrict_system_calls() {
  Filter filter;
  const auto self = static_cast<scmp_datum_t>(getpid());
  for (const char* const name : refused) filter.refuse(name, EPERM);

  // abort() signals its own process; a thread is a clone that stays inside it. glibc tries clone3 first, whose flags a
  // filter cannot see, and falls back to clone.
  filter.refuse("kill", EPERM, when(0, SCMP_CMP_NE, self));
  filter.refuse("tgkill", EPERM, when(0, SCMP_CMP_NE, self));
  filter.refuse("clone3", ENOSYS);
  filter.refuse("clone", EPERM, when(0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));

  // Reading limits is fine, moving them is not; and the counter's death stays this process's.
  filter.refuse("prlimit64", EPERM, when(2, SCMP_CMP_NE, 0));
  filter.refuse("prctl", EPERM, when(0, SCMP_CMP_EQ, PR_SET_PDEATHSIG));

  // Opening to write, for kernels without Landlock. openat2 hides its flags.
  for (const scmp_datum_t flag : {O_WRONLY, O_RDWR, O_CREAT, O_TRUNC}) {
    filter.refuse("open", EACCES, when(1, SCMP_CMP_MASKED_EQ, flag, flag));
    filter.refuse("openat", EACCES, when(2, SCMP_CMP_MASKED_EQ, flag, flag));
  }
  filter.refuse("openat2", ENOSYS);

  const int failure = filter.load();
  return failure == 0 ? "in force" : std::string("not in force: ") + std::strerror(failure);
}

}  // namespace guichet::plugins::worker
