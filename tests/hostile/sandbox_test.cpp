// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/plugin_host_fixture.hpp"

#include <fcntl.h>
#include <grp.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace guichet::plugins {
namespace {

/// What the plugin tries, and the error the operating system must answer it.
struct Attempt {
  std::string what;
  std::string error;
  bool needs_landlock = false;  ///< only a kernel with Landlock can refuse it
};

class Sandbox : public PluginHostTest, public ::testing::WithParamInterface<Attempt> {};

TEST_P(Sandbox, RefusesThePlugin) {
  start("bad_call");
  ASSERT_TRUE(ready("bad_call"));
  const Attempt& attempt = GetParam();
  if (attempt.needs_landlock && health("bad_call").sandbox.value("landlock", "") != "in force") GTEST_SKIP();
  const auto outcome = run("bad_call", "tries", attempt.what);
  ASSERT_EQ(outcome.kind, Kind::done) << outcome.detail;
  EXPECT_EQ(outcome.result["said"], attempt.error);
}

std::string name_of_attempt(const ::testing::TestParamInfo<Attempt>& info) {
  std::string name = info.param.what;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(
    Plugins, Sandbox,
    ::testing::Values(Attempt{"socket", "EPERM"}, Attempt{"unix-socket", "EPERM"}, Attempt{"socketpair", "EPERM"},
                      Attempt{"read-passwd", "EACCES", true}, Attempt{"read-proc", "EACCES", true},
                      Attempt{"list-root", "EACCES", true}, Attempt{"write-tmp", "EACCES"}, Attempt{"unlink", "EPERM"},
                      Attempt{"chmod", "EPERM"}, Attempt{"fork", "EPERM"}, Attempt{"clone", "EPERM"},
                      Attempt{"exec", "EPERM"}, Attempt{"kill-parent", "EPERM"}, Attempt{"kill-all", "EPERM"},
                      Attempt{"ptrace", "EPERM"}, Attempt{"io-uring", "EPERM"}, Attempt{"raise-limit", "EPERM"},
                      Attempt{"outlive", "EPERM"}, Attempt{"read-database", "EACCES", true},
                      Attempt{"read-other-plugin", "EACCES", true}, Attempt{"change-itself", "EACCES"},
                      Attempt{"read-counter-memory", "EACCES"}, Attempt{"connect", "EPERM"}, Attempt{"spawn", "EPERM"},
                      Attempt{"pidfd", "EPERM"}, Attempt{"mount", "EPERM"}, Attempt{"namespace", "EPERM"},
                      Attempt{"become-root", "EPERM"}),
    name_of_attempt);

// What headers do not name yet, what comparisons of half a register let through, and what no limit counts.
INSTANTIATE_TEST_SUITE_P(
    NewerOrNarrower, Sandbox,
    ::testing::Values(
        Attempt{"fchmodat2", "ENOSYS"}, Attempt{"setxattrat", "ENOSYS"}, Attempt{"open-tree-attr", "ENOSYS"},
        Attempt{"file-setattr", "ENOSYS"}, Attempt{"not-invented-yet", "ENOSYS"}, Attempt{"lease", "ENOSYS"},
        Attempt{"share-core", "ENOSYS"}, Attempt{"own-signals", "EPERM"}, Attempt{"own-signals-wide", "EPERM"},
        Attempt{"choose-signal", "EPERM"}, Attempt{"own-signals-more", "EPERM"}, Attempt{"own-by-ioctl", "EPERM"},
        Attempt{"own-group-by-ioctl", "EPERM"}, Attempt{"own-by-ioctl-wide", "EPERM"}, Attempt{"lock", "EPERM"},
        Attempt{"outlive-wide", "EPERM"}, Attempt{"another-filter", "EPERM"}, Attempt{"pin-counter", "EPERM"},
        Attempt{"scheduler-of-counter", "EPERM"}, Attempt{"parameter-of-counter", "EPERM"},
        Attempt{"attributes-of-counter", "EPERM"}, Attempt{"slow-counter", "EPERM"},
        Attempt{"slow-disk-of-counter", "EPERM"}, Attempt{"move-counter-pages", "EPERM"},
        Attempt{"shared-memory", "EPERM"}, Attempt{"shared-memory-validated", "EPERM"},
        Attempt{"growing-memory", "EPERM"}, Attempt{"memory-file", "EPERM"}, Attempt{"secret-memory", "EPERM"},
        Attempt{"sync", "EPERM"}, Attempt{"syncfs", "EPERM"}, Attempt{"watch", "EPERM"}, Attempt{"watch-file", "EPERM"},
        Attempt{"timer", "EPERM"}, Attempt{"fast-open", "EPERM"}),
    name_of_attempt);

/// A file of the counter's, where the plugin looks for it: the refusal must not be that there is none.
class Laid {
 public:
  Laid() { close(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644)); }
  ~Laid() { unlink(path); }

 private:
  static constexpr const char* path = GUICHET_BUNDLES "/guichet.sqlite";
} const laid;

class SandboxOfAWorker : public PluginHostTest {};

TEST_F(SandboxOfAWorker, InheritsNothingOfTheCounter) {
  // As careless as a library can be: open, and not closed on exec.
  const int careless = open("/etc/hostname", O_RDONLY);
  const int high = fcntl(careless, F_DUPFD, 900);
  start("bad_call");
  EXPECT_EQ(run("bad_call", "inherited").result["said"], "");
  close(careless);
  close(high);
}

// Rights that root has not after all, or that an ordinary user has over their own processes: the same is refused.
TEST_F(SandboxOfAWorker, RefusesTheSameToAnOrdinaryUser) {
  if (geteuid() != 0) GTEST_SKIP() << "the tests above are those of an ordinary user already";
  constexpr int out_of_reach = 77;
  constexpr unsigned nobody = 65534;
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const bool other =
        setgroups(0, nullptr) == 0 && setresgid(nobody, nobody, nobody) == 0 && setresuid(nobody, nobody, nobody) == 0;
    if (!other || access(GUICHET_WORKER, X_OK) != 0 || access(GUICHET_BUNDLES, X_OK) != 0) _exit(out_of_reach);
    execl("/proc/self/exe", "sandbox_test", "--gtest_brief=1", "--gtest_filter=*/Sandbox.*", nullptr);
    _exit(out_of_reach);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == out_of_reach) GTEST_SKIP() << "this folder is closed to others";
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
class SandboxOfAGreedyWorker : public PluginHostTest, public ::testing::WithParamInterface<const char*> {};

TEST_P(SandboxOfAGreedyWorker, IsEndedOnceItTakesMoreMemoryThanItsLimit) {
  WorkerSpec spec;
  spec.id = "bad_call";
  spec.version = "1.0.0";
  spec.bundle = GUICHET_BUNDLES "/bad_call";
  spec.memory_mib = 128;
  ASSERT_TRUE(host->start(std::move(spec)));
  const auto outcome = run("bad_call", GetParam());
  EXPECT_EQ(outcome.kind, Kind::unknown) << outcome.result;
  EXPECT_EQ(outcome.detail, "the plugin took more memory than its limit of 128 MiB");
  EXPECT_TRUE(eventually("bad_call", [](const auto& one) { return one.state == WorkerState::ready; }));
}

// Two ways round RLIMIT_DATA that no filter sees.
INSTANTIATE_TEST_SUITE_P(Plugins, SandboxOfAGreedyWorker, ::testing::Values("grows-its-stack", "maps-widely"));

TEST_F(SandboxOfAWorker, IsEndedOnceItHasTooManyThreads) {
  start("bad_call");
  start("sample_in_c");
  const auto outcome = run("bad_call", "starts-small-threads");
  EXPECT_EQ(outcome.kind, Kind::unknown) << outcome.result;
  EXPECT_EQ(outcome.detail, "the plugin had more than 200 threads");
  EXPECT_EQ(health("sample_in_c").restarts, 0U);
}
#endif

TEST_F(SandboxOfAWorker, StepsBackBehindTheCounter) {
  start("bad_call");
  ASSERT_TRUE(ready("bad_call"));
  EXPECT_EQ(health("bad_call").sandbox.value("priority", ""), "in force");
  EXPECT_EQ(getpriority(PRIO_PROCESS, static_cast<id_t>(health("bad_call").pid)), 10);
}

}  // namespace
}  // namespace guichet::plugins
