// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/guichet/installation.hpp"

#include "kernel/counter/plugin_bundles.hpp"
#include "kernel/counter/progress.hpp"
#include "kernel/plugins/worker_spec.hpp"
#include "kernel/storage/settings.hpp"
#include "kernel/storage/synonyms.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
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

identity::Viewer administrator_of_this_machine() {
  identity::Viewer administrator;
  administrator.rights.push_back({"module-admin", "", 0});
  return administrator;
}

Result<std::unique_ptr<Installation>> Installation::open(const Options& options, bool create, bool plugins) {
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
  if (!plugins) return installation;
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
  counter_ = std::make_unique<counter::Counter>(counter::Counter{*database_,
                                                                 files_,
                                                                 registry_,
                                                                 matcher_,
                                                                 *search_,
                                                                 places_,
                                                                 components_,
                                                                 calendar_,
                                                                 pinned_,
                                                                 false,
                                                                 "",
                                                                 {},
                                                                 data_.string()});
  counter_->incidents = &incidents_;
}

void Installation::read_university() {
  storage::Reader reader = database_->read();
  places_ = domain::Places(storage::University(reader).places());
  place_mentions_ = std::make_unique<matching::PlaceMentions>(places_);
  counter_->place_mentions = place_mentions_.get();
  components_ = storage::University(reader).components();
  storage::Settings settings(reader);
  counter_->demonstration = settings.get("demonstration").value_or("") == "yes";
  counter_->recovery_service = settings.get("recovery-service").value_or("");
}

EnabledPlugins Installation::read_enabled_plugins() const {
  EnabledPlugins enabled;
  std::vector<domain::Article> published;
  {
    storage::Reader reader = database_->read();
    enabled.states = storage::PluginStates(reader).all();
    published = published_.read(reader, calendar_.zone);
  }
  std::vector<plugins::Bundle> bundles;
  for (const auto& state : enabled.states) {
    if (!state.enabled) continue;
    auto bundle = counter::installed_bundle(*counter_, state.id, state.fingerprint);
    if (bundle) {
      bundles.push_back(std::move(*bundle));
    } else {
      enabled.problems.emplace_back(state.id, bundle.error().detail);
    }
  }
  auto compiled = plugins::compile_snapshot(bundles, published);
  enabled.snapshot = plugins::with_synonyms(*compiled.snapshot, read_synonyms());
  for (auto& problem : compiled.problems) enabled.problems.push_back(std::move(problem));
  for (const auto& bundle : bundles) {
    if (!bundle.info.has_library || enabled.snapshot->plugin(bundle.info.id) == nullptr) continue;
    const auto state = std::find_if(enabled.states.begin(), enabled.states.end(),
                                    [&](const auto& each) { return each.id == bundle.info.id; });
    enabled.workers.push_back(plugins::worker_spec_of(bundle, state->capabilities));
  }
  return enabled;
}

std::vector<plugins::Synonym> Installation::read_synonyms() const {
  storage::Reader reader = database_->read();
  std::vector<plugins::Synonym> synonyms;
  for (auto& row : storage::Synonyms(reader).all()) {
    synonyms.push_back({std::move(row.scope), std::move(row.words), std::move(row.means)});
  }
  return synonyms;
}

Result<Done> Installation::offer(const EnabledPlugins& enabled) {
  for (const auto& [plugin, problem] : enabled.problems) spdlog::error("plugin {}: {}", plugin, problem);
  if (auto built = matcher_.rebuild(enabled.snapshot); !built) return built.error();
  registry_.replace(enabled.snapshot);
  counter::note_first_publications(*database_, *enabled.snapshot, clock_now());
  const std::lock_guard lock(problems_mutex_);
  problems_ = enabled.problems;
  return Done{};
}

std::vector<std::pair<std::string, std::string>> Installation::problems() const {
  const std::lock_guard lock(problems_mutex_);
  return problems_;
}

}  // namespace guichet::web
