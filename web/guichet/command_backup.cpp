// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/jobs/indexer.hpp"
#include "kernel/storage/backup.hpp"
#include "web/guichet/commands.hpp"
#include "web/guichet/installation.hpp"

#include <algorithm>
#include <filesystem>

namespace guichet::web {
namespace {

/// A copy within what it copies is lost with it.
bool lies_within(const std::string& target, const std::string& folder) {
  const auto plain = [](const std::string& path) {
    auto whole = std::filesystem::weakly_canonical(std::filesystem::absolute(path));
    return whole.has_filename() ? whole : whole.parent_path();
  };
  const auto inner = plain(target), outer = plain(folder);
  return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

}  // namespace

int run_backup(const Options& options, const Terminal& terminal) {
  if (lies_within(options.target, options.data)) {
    return terminal.fail({domain::ErrorKind::invalid, "error.backup.inside", {{"copy", options.target}}, {}, ""});
  }
  const auto opened = Installation::open(options, false, false);
  if (!opened) return terminal.fail(opened.error());
  const auto done = storage::backup((*opened)->database(), (*opened)->files_folder(), options.target);
  if (!done) return terminal.fail(done.error());
  terminal.tell("cli.backup.done", {{"copy", options.target}});
  return 0;
}

int run_restore(const Options& options, const Terminal& terminal) {
  std::error_code unreadable;
  if (!std::filesystem::is_directory(options.target, unreadable)) {  // before a data folder is made for nothing
    return terminal.fail({domain::ErrorKind::not_found, "error.restore.none", {{"source", options.target}}, {}, ""});
  }
  const auto opened = Installation::open(options, true, false);
  if (!opened) return terminal.fail(opened.error());
  const auto done = storage::restore(options.target, (*opened)->database(), (*opened)->files_folder());
  if (!done) return terminal.fail(done.error());
  // Their archives were among the files: unpacked now, so that a bundle that cannot be is known before serving.
  for (const auto& [plugin, problem] : (*opened)->read_enabled_plugins().problems) {
    terminal.warn("cli.restore.plugin", {{"plugin", plugin}, {"problem", problem}});
  }
  jobs::catch_up((*opened)->counter(), (*opened)->search());
  terminal.tell("cli.restore.done", {{"data", options.data}});
  return 0;
}

}  // namespace guichet::web
