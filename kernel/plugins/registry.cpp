// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/registry.hpp"

#include <algorithm>

namespace guichet::plugins {
namespace {

using Index = std::unordered_map<std::string, std::size_t>;

template <typename T>
const T* found(const std::vector<T>& all, const Index& index, const std::string& id) {
  const auto at = index.find(id);
  return at == index.end() ? nullptr : &all[at->second];
}

template <typename T>
const T* looked_for(const std::vector<T>& all, const std::string& id) {
  const auto at = std::find_if(all.begin(), all.end(), [&](const T& each) { return each.id == id; });
  return at == all.end() ? nullptr : &*at;
}

template <typename T>
Index index_of(const std::vector<T>& all) {
  Index index;
  index.reserve(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) index.emplace(all[i].id, i);
  return index;
}

}  // namespace

const domain::Service* Snapshot::service(const std::string& id) const {
  return found(services, services_, id);
}
const nlohmann::json* Snapshot::definition(const std::string& service_id) const {
  return found(service_definitions, services_, service_id);
}
const domain::Team* Snapshot::team(const std::string& id) const {
  return found(teams, teams_, id);
}
const Theme* Snapshot::theme(const std::string& id) const {
  return found(themes, themes_, id);
}
const Automation* Snapshot::automation(const std::string& id) const {
  return found(automations, automations_, id);
}
const PluginInfo* Snapshot::plugin(const std::string& id) const {
  return found(plugins, plugins_, id);
}

const OptionSource* Snapshot::option_source(const std::string& id) const {
  return looked_for(option_sources, id);
}
const Validator* Snapshot::validator(const std::string& id) const {
  return looked_for(validators, id);
}
const Schedule* Snapshot::schedule(const std::string& id) const {
  return looked_for(schedules, id);
}
const domain::Calendar* Snapshot::calendar(const std::string& id) const {
  return looked_for(calendars, id);
}
const MailTemplate* Snapshot::mail_template(const std::string& id) const {
  return looked_for(mail_templates, id);
}

const domain::Article* Snapshot::article(const std::string& id, domain::Language language) const {
  const bool english = language == domain::Language::en;
  if (const auto* article = found(articles, english ? articles_en_ : articles_fr_, id)) return article;
  return found(articles, english ? articles_fr_ : articles_en_, id);
}

void Snapshot::index() {
  services_ = index_of(services);
  teams_ = index_of(teams);
  themes_ = index_of(themes);
  automations_ = index_of(automations);
  plugins_ = index_of(plugins);
  articles_fr_.clear();
  articles_en_.clear();
  for (std::size_t i = 0; i < articles.size(); ++i) {
    (articles[i].language == domain::Language::en ? articles_en_ : articles_fr_).emplace(articles[i].id, i);
  }
}

Registry::Registry() : current_(compile_snapshot({}).snapshot) {}

SnapshotPtr Registry::current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

// The old snapshot goes with the argument, after the lock.
void Registry::replace(SnapshotPtr snapshot) {
  const std::lock_guard lock(mutex_);
  current_.swap(snapshot);
}

}  // namespace guichet::plugins
