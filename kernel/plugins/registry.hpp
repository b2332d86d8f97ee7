// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/article.hpp"
#include "kernel/domain/commitment.hpp"
#include "kernel/domain/routing.hpp"
#include "kernel/domain/service.hpp"
#include "kernel/domain/team.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace guichet::plugins {

struct Theme {
  std::string id;  ///< "account-and-tools": shared by all plugins, the first to name it wins
  domain::LocalText title;
  int order = 100;
};

struct Automation {
  std::string id;  ///< full: "it/unlock-account"
  std::string plugin;
  domain::LocalText title;
  bool idempotent = false;
  std::int64_t deadline = 10'000;        ///< milliseconds
  std::vector<std::string> stakes = {};  ///< "money", "rights": what it spends or grants
};

/// A function of a library that is asked while somebody waits.
struct OptionSource {
  std::string id;  ///< full: "it/printers"
  std::string plugin;
  domain::LocalText title;
  std::int64_t deadline = 1'000;  ///< milliseconds
};
struct Validator {
  std::string id;
  std::string plugin;
  domain::LocalText title;
  std::int64_t deadline = 2'000;
};
struct Panel {
  std::string id;
  std::string plugin;
  domain::LocalText title;
  std::vector<std::string> services;  ///< full ids; empty: all of its plugin's
  std::int64_t deadline = 1'000;
};

/// What a library does at a time rather than for a request.
struct Schedule {
  std::string id;
  std::string plugin;
  domain::LocalText title;
  bool idempotent = false;
  std::int64_t deadline = 60'000;
  std::int64_t every = 0;  ///< milliseconds from one run to the next; 0: it says `at`, or runs only when asked for
  int at = -1;             ///< minutes from midnight; -1: it says `every`
  std::vector<int> days;   ///< of `at`, 1 Monday .. 7 Sunday; empty: every day
};

/// The words of a letter that a library may send. Checked: variables and sections of names that exist.
struct MailTemplate {
  std::string id;
  std::string plugin;
  domain::LocalText subject, body;
  std::vector<std::string> variables;  ///< that the library fills in
};

/// What a library knows of other systems: a way to sign in, people, a way to bring notices, a second opinion.
struct Connector {
  std::string id;
  std::string plugin;
  std::string kind;  ///< as the manifest calls it: "sign-in", "directory", "transport", "assistant"
  domain::LocalText title;
  nlohmann::json definition;  ///< as in the manifest
};

/// Another plugin that a plugin does not work without.
struct Requirement {
  std::string plugin;
  std::string range;  ///< ">=1.2 <2.0"
};

struct PluginInfo {
  std::string id, version, fingerprint;  ///< fingerprint: SHA-256 of the manifest, hex
  domain::LocalText name, department;
  std::vector<std::string> capabilities;
  std::string folder;  ///< the installed bundle
  bool has_library = false;
  std::vector<Requirement> needs;
  nlohmann::json settings = nlohmann::json::array();  ///< the manifest's, one field each
};

/// Words that people say for others: kept by the service centre for the whole university, or by a department for one
/// of its services.
struct Synonym {
  std::string scope;  ///< "": the whole university; else the full id of the service that these words name
  std::string words;  ///< as people write them, one to four words
  std::string means;  ///< of the whole university: the words they stand for; else empty
};

/// Everything enabled plugins contribute, compiled into one immutable object. A page takes one snapshot and keeps it
/// from start to end.
struct Snapshot {
  std::vector<PluginInfo> plugins;
  std::vector<Theme> themes;  ///< sorted by order
  std::vector<domain::Service> services;
  std::vector<nlohmann::json> service_definitions;  ///< beside services: what a request pins
  std::vector<domain::Article> articles;            ///< one an article and language
  domain::Teams teams;                              ///< the kernel's triage team first
  std::vector<domain::Route> routing;               ///< departments' rules for free requests, in plugin order
  std::vector<Automation> automations;
  std::vector<OptionSource> option_sources;
  std::vector<Validator> validators;
  std::vector<Schedule> schedules;
  std::vector<Panel> panels;
  std::vector<domain::Calendar> calendars;  ///< ids full; "university" is not among them
  std::vector<MailTemplate> mail_templates;
  std::vector<Connector> connectors;
  std::vector<Synonym> synonyms;  ///< of the university and of services that are there; see with_synonyms
  std::string fingerprint;        ///< changes whenever anything above does

  /// Null when there is none. Pointers live as long as the snapshot.
  [[nodiscard]] const domain::Service* service(const std::string& id) const;
  [[nodiscard]] const nlohmann::json* definition(const std::string& service_id) const;
  /// In this language, else in the other one.
  [[nodiscard]] const domain::Article* article(const std::string& id, domain::Language language) const;
  [[nodiscard]] const domain::Team* team(const std::string& id) const;
  [[nodiscard]] const Theme* theme(const std::string& id) const;
  [[nodiscard]] const Automation* automation(const std::string& id) const;
  [[nodiscard]] const PluginInfo* plugin(const std::string& id) const;
  // Few and seldom asked for: looked for one by one.
  [[nodiscard]] const OptionSource* option_source(const std::string& id) const;
  [[nodiscard]] const Validator* validator(const std::string& id) const;
  [[nodiscard]] const Schedule* schedule(const std::string& id) const;
  [[nodiscard]] const domain::Calendar* calendar(const std::string& id) const;
  [[nodiscard]] const MailTemplate* mail_template(const std::string& id) const;
  /// Builds the look-up tables; called once by whoever fills the snapshot, before it is shared.
  void index();

 private:
  std::unordered_map<std::string, std::size_t> services_, articles_fr_, articles_en_, teams_, themes_, automations_,
      plugins_;
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

/// Holds the current snapshot. Thread-safe: a reader holds the lock only while it copies the pointer (a
/// std::atomic<std::shared_ptr> takes a lock too, and g++ 12's has a data race).
class Registry {
 public:
  Registry();  ///< holds an empty snapshot with the triage team
  [[nodiscard]] SnapshotPtr current() const;
  void replace(SnapshotPtr snapshot);

 private:
  mutable std::mutex mutex_;
  SnapshotPtr current_;
};

/// One installed bundle read into memory: its manifest, checked by every rule, and its pages, rendered by the kernel
/// itself (a bundle is data from a stranger, so no HTML of its own is ever shown).
struct Bundle {
  PluginInfo info;
  nlohmann::json manifest;
  std::vector<domain::Article> articles;
};

/// Reads BUNDLE/manifest.json, checks it with the schemas (valijson) and every file's SHA-256. Error{invalid} whose
/// `detail` says in English what an administrator must know (file, rule).
[[nodiscard]] domain::Result<Bundle> read_bundle(const std::string& folder);

/// Compiles enabled bundles into a snapshot. A bundle that contradicts another (unknown team, duplicate id) is left out
/// and named in `problems`; the others are not disturbed.
struct Compiled {
  SnapshotPtr snapshot;
  std::vector<std::pair<std::string, std::string>> problems;  ///< plugin id, what is wrong
};
/// `published` are articles of the documentation base. One with the id and language of a plugin's stands in its place,
/// while that plugin is enabled; the services it names show it first, as if their plugin had said so.
[[nodiscard]] Compiled compile_snapshot(const std::vector<Bundle>& bundles,
                                        const std::vector<domain::Article>& published = {});

/// The Markdown of a plugin's article as its department wrote it. not_found when the installed bundle has none.
[[nodiscard]] domain::Result<std::string> article_source(const PluginInfo& plugin, const std::string& article,
                                                         domain::Language language);

/// The same snapshot with these synonyms and a fingerprint of its own; those of services that are not there are left
/// out. The same ones in another order give the same fingerprint.
[[nodiscard]] SnapshotPtr with_synonyms(const Snapshot& snapshot, std::vector<Synonym> synonyms);

}  // namespace guichet::plugins
