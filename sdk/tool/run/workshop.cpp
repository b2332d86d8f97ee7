// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/run/workshop.hpp"

#include "kernel/plugins/authoring/yaml.hpp"
#include "kernel/plugins/bundle_files.hpp"
#include "kernel/plugins/sha256.hpp"
#include "kernel/plugins/worker_spec.hpp"
#include "sdk/tool/checks/child.hpp"
#include "sdk/tool/home.hpp"

#include <chrono>
#include <fstream>
#include <ostream>
#include <sstream>

namespace guichet::sdk_tool {
namespace {

namespace fs = std::filesystem;

/// A small university fills within a second or two.
constexpr const char* people = "200";
constexpr const char* requests = "30";

/// Whether this portal tells what a plugin does, beside its pages.
bool can_develop(const fs::path& portal) {
  return run_child({portal.string(), "help"}, std::chrono::seconds(10)).output.find("--develop") != std::string::npos;
}

/// What tells two builds apart: the manifest names every file by its hash.
std::string fingerprint_of(const std::string& bundle) {
  const auto manifest = plugins::read_file(bundle + "/manifest.json", plugins::largest_manifest);
  return manifest ? plugins::sha256(*manifest) : std::string();
}

/// What an author can do something about; the rest of a build is noise.
bool is_worth_telling(const std::string& line) {
  if (line.empty() || line[0] == '[' || line.rfind("ninja: ", 0) == 0 || line.rfind("-- ", 0) == 0) return false;
  // CMake also tells which of its own files it was in.
  for (const char* noise : {"Call Stack ", "  CMakeLists.txt:", "See also "}) {
    if (line.rfind(noise, 0) == 0) return false;
  }
  return line.rfind("FAILED:", 0) != 0 && line.rfind("/usr/bin/", 0) != 0 && line.rfind("cd ", 0) != 0;
}

}  // namespace

Workshop::Workshop(fs::path folder, fs::path data, Surroundings around, std::ostream& out)
    : folder_(fs::absolute(folder).lexically_normal()),
      data_(std::move(data)),
      build_(folder_ / "build" / "run"),
      around_(std::move(around)),
      out_(out) {}

void Workshop::say(const std::string& line) {
  const std::lock_guard lock(printing_);
  out_ << line << "\n" << std::flush;
}

bool Workshop::configure() {
  std::vector<std::string> command = {"cmake",
                                      "-S",
                                      folder_.string(),
                                      "-B",
                                      build_.string(),
                                      "--log-level=WARNING",
                                      "-DCMAKE_PREFIX_PATH=" + prefix().string(),
                                      "-DCMAKE_BUILD_TYPE=",  // neither optimized nor described to a debugger: soon
                                      "-DGUICHET_QUICK=ON",
                                      "-DGUICHET_BUNDLE_DIR=" + (build_ / "bundles").string()};
  std::error_code ignored;
  if (fs::exists("/usr/bin/ninja", ignored)) command.insert(command.end(), {"-G", "Ninja"});
  configured_ = run_to_end(command, [this](const std::string& line) {
                  if (is_worth_telling(line)) say("  " + line);
                }) == 0;
  return configured_;
}

/// The id and version may change while the author works.
std::string Workshop::read_bundle_path() {
  std::ostringstream text;
  text << std::ifstream(folder_ / "plugin.yaml", std::ios::binary).rdbuf();
  const auto document = plugins::authoring::read_yaml(text.str());
  if (!document.problems.empty() || !document.value.is_object()) return {};
  const auto text_of = [&](const char* key) {
    const auto value = document.value.find(key);
    return value != document.value.end() && value->is_string() ? value->get<std::string>() : std::string();
  };
  id_ = text_of("id");
  return (build_ / "bundles" / (id_ + "-" + text_of("version") + ".guichet")).string();
}

bool Workshop::build() {
  if (!configured_ && !configure()) return false;
  const int code =
      run_to_end({"cmake", "--build", build_.string(), "--target", "guichet-bundles"}, [this](const std::string& line) {
        if (is_worth_telling(line)) say("  " + line);
      });
  bundle_ = read_bundle_path();
  return code == 0 && !bundle_.empty();
}

void Workshop::hand_on(const std::string& line) {
  say("  portal  " + line);
}

bool Workshop::fill(const std::string& portal) {
  std::vector<std::string> told;
  const auto works = [&](const std::vector<std::string>& command) {
    told.clear();
    if (run_to_end(command, [&](const std::string& line) { told.push_back(line); }) == 0) return true;
    for (const std::string& line : told) hand_on(line);
    say("The portal cannot be opened with this plugin; what it needs beside it is named by --with BUNDLE.");
    return false;
  };
  std::vector<std::string> demo = {portal, "demo",       "--data", data_.string(), "--people",
                                   people, "--requests", requests, "--bundles",    bundle_};
  for (const std::string& bundle : around_.bundles) demo.insert(demo.end(), {"--bundles", bundle});
  if (!works(demo)) return false;
  return !around_.private_networks ||
         works({portal, "plugin", "enable", id_, "--data", data_.string(), "--grant", grants()});
}

std::string Workshop::grants() const {
  std::string all = "all";
  const auto manifest = plugins::read_file(bundle_ + "/manifest.json", plugins::largest_manifest);
  if (!manifest || !around_.private_networks) return all;
  constexpr std::string_view address = "connect:";
  for (const std::string& asked : plugins::asked_capabilities(nlohmann::json::parse(*manifest, nullptr, false))) {
    if (asked.rfind(address, 0) == 0) all += ",connect-private:" + asked.substr(address.size());
  }
  return all;
}

bool Workshop::open(const std::string& port) {
  const fs::path portal = portal_program();
  if (!fill(portal.string())) return false;
  std::vector<std::string> command = {portal.string(), "serve", "--data", data_.string(), "--port", port};
  if (can_develop(portal)) command.insert(command.end(), {"--develop", id_});
  shown_ = fingerprint_of(bundle_);
  portal_ = std::make_unique<Process>(command, [this](const std::string& line) { hand_on(line); });
  return true;
}

void Workshop::upgrade() {
  const std::string built = fingerprint_of(bundle_);
  if (built == shown_) return say("The bundle is the same as before.");
  shown_ = built;
  const auto begin = std::chrono::steady_clock::now();
  std::string told;
  const int code = run_to_end({portal_program().string(), "plugin", "upgrade", id_, bundle_, "--data", data_.string(),
                               "--allow-unsigned", "--grant", grants()},
                              [&](const std::string& line) { told += "  " + line + "\n"; });
  const auto took =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin).count();
  constexpr int not_yet_followed = 3;
  if (code == 0 || code == not_yet_followed)
    say("The portal has it (" + std::to_string(took) + " ms).");
  else
    say("The portal keeps the version before:\n" + told);
}

void Workshop::close() {
  if (portal_) portal_->stop();
  portal_.reset();
}

}  // namespace guichet::sdk_tool
