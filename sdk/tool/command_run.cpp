// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/bundle_at.hpp"
#include "sdk/tool/checks/subject.hpp"
#include "sdk/tool/commands.hpp"
#include "sdk/tool/home.hpp"
#include "sdk/tool/places.hpp"
#include "sdk/tool/run/watch.hpp"
#include "sdk/tool/run/workshop.hpp"

#include <chrono>
#include <csignal>
#include <ostream>
#include <thread>

namespace guichet::sdk_tool {
namespace {

constexpr std::chrono::milliseconds between_looks{100};
volatile std::sig_atomic_t asked_to_stop = 0;

void listen_for_the_end() {
  struct sigaction action {};
  action.sa_handler = [](int) { asked_to_stop = 1; };
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

std::string list_of(const std::vector<std::string>& paths) {
  constexpr std::size_t most = 3;
  std::string text;
  for (std::size_t i = 0; i < paths.size() && i < most; ++i) text += (i == 0 ? "" : ", ") + paths[i];
  return paths.size() > most ? text + " and " + std::to_string(paths.size() - most) + " more" : text;
}

}  // namespace

int run(const Arguments& arguments, const Terminal& terminal) {
  const auto sources = is_source_folder(arguments.plain[0]);
  if (!sources) return failed(sources.error(), terminal);
  if (!*sources) {
    terminal.errors << "error: " << arguments.plain[0] << " is a bundle: give the folder you write in\n";
    return wrong_usage;
  }
  const std::string port = arguments.option("port", "8080");
  if (port.empty() || port.size() > 5 || port.find_first_not_of("0123456789") != std::string::npos ||
      std::stoi(port) > 65'535) {
    terminal.errors << "error: --port " << port << ": a port is a number up to 65535, or 0 for any free one\n";
    return wrong_usage;
  }
  if (portal_program().empty()) {
    terminal.errors << "error: there is no portal to open beside this SDK (" << (prefix() / "bin/guichet").string()
                    << "). Install it there with\n  cmake --install BUILD_OF_GUICHET --component portal --prefix "
                    << prefix().string() << "\nor name the program in the variable GUICHET_BIN.\n";
    return cannot_work;
  }
  // It is built where it is written, in build/run.
  const auto built = std::filesystem::path(arguments.plain[0]) / "build" / "run";
  std::error_code error;
  std::filesystem::create_directories(built, error);
  if (error) {
    terminal.errors << "error: " << built.string() << ", where the plugin is built, cannot be made: " << error.message()
                    << "\n";
    return cannot_work;
  }
  if (const auto writable = can_write(built / "CMakeCache.txt"); !writable) return failed(writable.error(), terminal);
  const auto beside = arguments.options.find("with");
  Surroundings around{beside == arguments.options.end() ? std::vector<std::string>() : beside->second,
                      arguments.has("allow-private")};
  for (const std::string& bundle : around.bundles) {
    if (const auto opened = BundleAt::open(bundle); !opened) {
      terminal.errors << "error: --with " << bundle << ": " << opened.error().detail << "\n";
      return does_not_hold;
    }
  }
  listen_for_the_end();
  const TemporaryFolder data("guichet-run");
  Workshop workshop(arguments.plain[0], data.path(), std::move(around), terminal.out);
  Watch watch(arguments.plain[0]);
  workshop.say("Building " + arguments.plain[0] + " ...");
  bool open = workshop.build();
  if (open && !workshop.open(port)) return cannot_work;
  workshop.say(open ? "Save a file, and the portal has it. Ctrl-C ends it."
                    : "It does not build yet: mend it and save, and the portal opens. Ctrl-C ends it.");
  while (asked_to_stop == 0) {
    if (open && !workshop.is_open()) {
      workshop.say("The portal has closed.");
      return cannot_work;
    }
    std::this_thread::sleep_for(between_looks);
    const auto changes = watch.changes();
    if (changes.empty()) continue;
    workshop.say("Saved: " + list_of(changes));
    if (!workshop.build()) {
      workshop.say(open ? "It does not build: the portal keeps the version before." : "It does not build yet.");
    } else if (open) {
      workshop.upgrade();
    } else if (open = workshop.open(port); !open) {
      return cannot_work;
    }
  }
  workshop.close();
  workshop.say("The portal is closed; what it held is gone.");
  return success;
}

}  // namespace guichet::sdk_tool
