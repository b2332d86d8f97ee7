// SPDX-License-Identifier: Apache-2.0
// What no plugin may ask of the operating system.
#include "forbidden.hpp"

#include <arpa/inet.h>
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace hostile {
namespace {

// What the operating system answered: the name of the error, or "granted".
std::string answer(long result) {
  return result >= 0 ? "granted" : strerrorname_np(errno);
}

// A file beside its own folder, as a plugin that knows how the counter is laid out finds it.
std::string path_beside(const std::string& name) {
  Dl_info self{};
  dladdr(reinterpret_cast<void*>(&forbidden), &self);
  const std::string library = self.dli_fname;
  const std::string bundle = library.substr(0, library.rfind('/'));
  return bundle.substr(0, bundle.rfind('/') + 1) + name;
}

// Memory that RLIMIT_DATA does not count.
std::string uncounted(int flags) {
  void* const memory = mmap(nullptr, 1 << 20, PROT_READ | PROT_WRITE, MAP_ANONYMOUS | flags, -1, 0);
  return answer(memory == MAP_FAILED ? -1 : 0);
}

// What headers or the C library do not know yet, or would put right on the way; with the numbers of amd64.
std::string forbidden_number(const std::string& what) {
  constexpr long upper_half = 1L << 32;  // the kernel takes an int and never sees it
  const pid_t counter = getppid();
  const std::string own = path_beside("bad_call/plugin.so");
  char more[64] = {};
  if (what == "fchmodat2") return answer(syscall(452, AT_FDCWD, own.c_str(), 0777, 0));
  if (what == "setxattrat") return answer(syscall(463, AT_FDCWD, own.c_str(), 0, "user.x", more, sizeof more));
  if (what == "open-tree-attr") return answer(syscall(467, AT_FDCWD, own.c_str(), 0, more, 32));
  if (what == "file-setattr") return answer(syscall(469, AT_FDCWD, own.c_str(), more, 24, 0));
  if (what == "not-invented-yet") {
    // Every one of them, and some that no kernel will have for long.
    for (long number = 451; number < 2000; ++number) {
      if (syscall(number, -1, -1, -1, -1, -1, -1) >= 0 || errno != ENOSYS) return std::to_string(number);
    }
    return answer(syscall(0x3fffffff));
  }
  if (what == "own-signals") return answer(fcntl(counter_socket, F_SETOWN, counter));
  if (what == "own-signals-wide") return answer(syscall(SYS_fcntl, counter_socket, F_SETOWN | upper_half, counter));
  if (what == "choose-signal") return answer(fcntl(counter_socket, F_SETSIG, SIGKILL));
  if (what == "own-signals-more") {
    const f_owner_ex owner{F_OWNER_PID, counter};
    return answer(fcntl(counter_socket, F_SETOWN_EX, &owner));
  }
  if (what == "own-by-ioctl") return answer(ioctl(counter_socket, FIOSETOWN, &counter));
  if (what == "own-group-by-ioctl") return answer(ioctl(counter_socket, SIOCSPGRP, &counter));
  if (what == "own-by-ioctl-wide") return answer(syscall(SYS_ioctl, counter_socket, FIOSETOWN | upper_half, &counter));
  if (what == "lease") return answer(fcntl(open(own.c_str(), O_RDONLY), F_SETLEASE, F_RDLCK));
  if (what == "lock") return answer(syscall(SYS_flock, open(own.c_str(), O_RDONLY), 2 /* alone */));
  if (what == "outlive-wide") return answer(syscall(SYS_prctl, PR_SET_PDEATHSIG | upper_half, 0, 0, 0, 0));
  if (what == "share-core") return answer(prctl(62 /* PR_SCHED_CORE */, 2, counter, 0, 0));
  if (what == "another-filter") return answer(syscall(SYS_seccomp, 0, 0, nullptr));
  cpu_set_t processors;
  CPU_ZERO(&processors);
  CPU_SET(0, &processors);
  if (what == "pin-counter") return answer(sched_setaffinity(counter, sizeof processors, &processors));
  const sched_param parameter{};
  if (what == "scheduler-of-counter") return answer(sched_setscheduler(counter, SCHED_IDLE, &parameter));
  if (what == "parameter-of-counter") return answer(sched_setparam(counter, &parameter));
  if (what == "attributes-of-counter") {
    more[0] = 48;  // struct sched_attr, of that size, all else zero
    return answer(syscall(SYS_sched_setattr, counter, more, 0));
  }
  if (what == "slow-counter") return answer(setpriority(PRIO_PROCESS, static_cast<id_t>(counter), 19));
  if (what == "slow-disk-of-counter") return answer(syscall(SYS_ioprio_set, 1, counter, 3 << 13));
  if (what == "move-counter-pages") return answer(syscall(SYS_migrate_pages, counter, 0, nullptr, nullptr));
  if (what == "shared-memory") return uncounted(MAP_SHARED);
  if (what == "shared-memory-validated") return uncounted(0x03 /* MAP_SHARED_VALIDATE */);
  if (what == "growing-memory") return uncounted(MAP_PRIVATE | MAP_GROWSDOWN);
  if (what == "memory-file") return answer(memfd_create("x", 0));
  if (what == "secret-memory") return answer(syscall(447 /* memfd_secret */, 0));
  if (what == "sync") return answer(syscall(SYS_sync));
  if (what == "syncfs") return answer(syncfs(0));
  if (what == "watch") return answer(inotify_init1(0));
  if (what == "watch-file") return answer(inotify_add_watch(0, own.c_str(), IN_OPEN));
  if (what == "timer") {
    timer_t timer;
    return answer(timer_create(CLOCK_MONOTONIC, nullptr, &timer));
  }
  if (what == "fast-open") {
    const sockaddr_in local{AF_INET, htons(22), {htonl(INADDR_LOOPBACK)}, {}};
    return answer(
        sendto(counter_socket, "x", 1, MSG_FASTOPEN, reinterpret_cast<const sockaddr*>(&local), sizeof local));
  }
  return "unknown";
}

}  // namespace

std::string forbidden(const std::string& what) {
  if (what == "socket") return answer(socket(AF_INET, SOCK_STREAM, 0));
  if (what == "unix-socket") return answer(socket(AF_UNIX, SOCK_STREAM, 0));
  if (what == "socketpair") {
    int pair[2];
    return answer(socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
  }
  if (what == "read-passwd") return answer(open("/etc/passwd", O_RDONLY));
  if (what == "read-proc") return answer(open("/proc/self/environ", O_RDONLY));
  if (what == "list-root") return opendir("/") != nullptr ? "granted" : strerrorname_np(errno);
  if (what == "write-tmp") return answer(open("/tmp/guichet-hostile", O_WRONLY | O_CREAT, 0600));
  if (what == "unlink") return answer(unlink("/tmp/guichet-hostile"));
  if (what == "chmod") return answer(chmod("/tmp", 0777));
  if (what == "fork") return answer(syscall(SYS_fork));
  if (what == "clone") return answer(syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0));
  if (what == "exec") return answer(execl("/bin/true", "true", nullptr));
  if (what == "read-database") return answer(open(path_beside("guichet.sqlite").c_str(), O_RDONLY));
  if (what == "read-other-plugin") return answer(open(path_beside("sample_in_c/plugin.so").c_str(), O_RDONLY));
  if (what == "change-itself") return answer(open(path_beside("bad_call/plugin.so").c_str(), O_WRONLY));
  if (what == "read-counter-memory") {
    return answer(open(("/proc/" + std::to_string(getppid()) + "/mem").c_str(), O_RDONLY));
  }
  if (what == "connect") {
    const sockaddr_in local{AF_INET, htons(22), {htonl(INADDR_LOOPBACK)}, {}};
    return answer(connect(0, reinterpret_cast<const sockaddr*>(&local), sizeof local));
  }
  if (what == "spawn") {
    pid_t child;
    char program[] = "/bin/true";
    char* arguments[] = {program, nullptr};
    const int error = posix_spawn(&child, program, nullptr, nullptr, arguments, nullptr);
    errno = error;
    return error == 0 ? "granted" : answer(-1);
  }
  if (what == "pidfd") return answer(syscall(SYS_pidfd_open, getppid(), 0));
  if (what == "mount") return answer(syscall(SYS_mount, "x", "/tmp", "tmpfs", 0, nullptr));
  if (what == "namespace") return answer(syscall(SYS_unshare, 0x10000000 /* a user namespace */));
  if (what == "become-root") return answer(setuid(0));
  if (what == "kill-parent") return answer(kill(getppid(), 0));
  if (what == "kill-all") return answer(kill(-1, 0));
  if (what == "ptrace") return answer(syscall(SYS_ptrace, 0, 0, 0, 0));
  if (what == "io-uring") return answer(syscall(SYS_io_uring_setup, 1, nullptr));
  if (what == "raise-limit") {
    const rlimit more{1024, 1024};
    return answer(setrlimit(RLIMIT_NOFILE, &more));
  }
  if (what == "outlive") return answer(prctl(PR_SET_PDEATHSIG, 0));
  return forbidden_number(what);
}

}  // namespace hostile
