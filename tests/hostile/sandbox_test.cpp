// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/plugin_host_fixture.hpp"

#include <fcntl.h>
#include <sys/resource.h>
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
    [](const auto& info) {
      std::string name = info.param.what;
      std::replace(name.begin(), name.end(), '-', '_');
      return name;
    });

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

TEST_F(SandboxOfAWorker, StepsBackBehindTheCounter) {
  start("bad_call");
  ASSERT_TRUE(ready("bad_call"));
  EXPECT_EQ(health("bad_call").sandbox.value("priority", ""), "in force");
  EXPECT_EQ(getpriority(PRIO_PROCESS, static_cast<id_t>(health("bad_call").pid)), 10);
}

}  // namespace
}  // namespace guichet::plugins
