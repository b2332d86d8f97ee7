// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/guichet/commands.hpp"

#include <sodium.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <iostream>

namespace {

int run(const guichet::web::Options& options, const guichet::web::Terminal& terminal) {
  using namespace guichet::web;
  if (options.command == "demo") return run_demo(options, terminal);
  if (options.command == "serve") return run_serve(options, terminal);
  if (options.command == "services") return run_services(options, terminal);
  if (options.command == "match") return run_match(options, terminal);
  if (options.command == "plugin") return run_plugin(options, terminal);
  if (options.command == "evaluate") return run_evaluate(options, terminal);
  if (options.command == "articles") return run_articles(options, terminal);
  if (options.command == "backup") return run_backup(options, terminal);
  return run_restore(options, terminal);
}

}  // namespace

int main(int count, char** arguments) {
  using namespace guichet::web;
  // Standard output belongs to what a command answers; the log goes to standard error.
  spdlog::set_default_logger(
      std::make_shared<spdlog::logger>("guichet", std::make_shared<spdlog::sinks::stderr_sink_mt>()));
  spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
  if (sodium_init() < 0) {
    std::cerr << "guichet: libsodium cannot be used on this machine\n";
    return 1;
  }
  const auto options = read_options(count, arguments);
  if (!options) {
    // In the terminal's language, with what to write instead.
    if (const auto told = Terminal::open()) {
      (void)told->fail(options.error());
    } else {
      std::cerr << "guichet: " << options.error().detail << '\n';
    }
    return 2;
  }
  if (options->command == "plugin" && options->plugin.action == "help") {
    std::cout << plugin_usage();
    return 0;
  }
  if (options->command == "evaluate" && options->evaluation.what == "help") {
    std::cout << evaluation_usage();
    return 0;
  }
  if (options->command == "help") {
    std::cout << usage();
    return 0;
  }
  if (options->command == "version") {
    std::cout << "guichet " GUICHET_VERSION "\n";
    return 0;
  }
  const auto terminal = Terminal::open();
  if (!terminal) {
    std::cerr << "guichet: " << terminal.error().detail << '\n';
    return 1;
  }
  try {
    return run(*options, *terminal);
  } catch (const std::exception& failure) {
    return terminal->fail({guichet::domain::ErrorKind::internal, "error.internal", {}, {}, failure.what()});
  }
}
