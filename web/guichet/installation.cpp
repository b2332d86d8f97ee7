// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/guichet/installation.hpp"

#include <spdlog/spdlog.h>

#include <chrono>

namespace guichet::web {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::Result;

}  // namespace

domain::Instant clock_now() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

Result<std::unique_ptr<Installation>> Installation::open(const Options& options, bool create) {
  const std::filesystem::path data = std::filesystem::absolute(options.data);
  std::error_code failure;
  const bool there = std::filesystem::exists(data / "index", failure);
  if (!there && !create) {
    return Error{ErrorKind::not_found, "error.data.none", {{"data", data.string()}}, {}, ""};
  }
  std::filesystem::create_directories(data / "index", failure);
  if (failure)
    return Error{ErrorKind::unavailable, "error.data.write", {{"data", data.string()}}, {}, failure.message()};
  std::filesystem::permissions(data, std::filesystem::perms::owner_all, failure);

  auto database = storage::Database::open(options.database.empty() ? data.string() : options.database);
  if (!database) return database.error();
  std::unique_ptr<Installation> installation(new Installation(data, std::move(*database)));
  installation->read_university();
  if (auto loaded = installation->load_plugins(); !loaded) return loaded.error();
  return installation;
}

Installation::Installation(std::filesystem::path data, std::unique_ptr<storage::Database> database)
    : data_(std::move(data)),
      database_(std::move(database)),
      files_((data_ / "files").string()),
      matcher_((data_ / "index" / "offers").string()),
      search_(std::make_unique<matching::RequestSearch>((data_ / "index" / "requests").string())),
      calendar_(domain::university_calendar()) {
  counter_ = std::make_unique<counter::Counter>(counter::Counter{
      *database_, files_, registry_, matcher_, *search_, places_, components_, calendar_, pinned_, false, "", {}});
}

void Installation::read_university() {
  storage::Reader reader = database_->read();
  places_ = domain::Places(storage::University(reader).places());
  components_ = storage::University(reader).components();
  storage::Settings settings(reader);
  counter_->demonstration = settings.get("demonstration").value_or("") == "yes";
  counter_->recovery_service = settings.get("recovery-service").value_or("");
}

Result<Done> Installation::load_plugins() {
  std::vector<plugins::Bundle> bundles;
  problems_.clear();
  {
    storage::Reader reader = database_->read();
    for (const auto& state : storage::PluginStates(reader).all()) {
      if (!state.enabled) continue;
      auto bundle = plugins::read_bundle((data_ / state.folder).string());
      if (bundle) {
        bundles.push_back(std::move(*bundle));
      } else {
        spdlog::error("plugin {}: {}", state.id, bundle.error().detail);
        problems_.emplace_back(state.id, bundle.error().detail);
      }
    }
  }
  auto compiled = plugins::compile_snapshot(bundles);
  for (auto& problem : compiled.problems) {
    spdlog::error("plugin {}: {}", problem.first, problem.second);
    problems_.push_back(std::move(problem));
  }
  if (auto built = matcher_.rebuild(compiled.snapshot); !built) return built.error();
  registry_.replace(compiled.snapshot);
  return Done{};
}

}  // namespace guichet::web
