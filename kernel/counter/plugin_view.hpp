// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/form.hpp"
#include "kernel/domain/text.hpp"
#include "kernel/domain/time.hpp"
#include "kernel/plugins/host.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

/// Plugins as an administrator sees them: plain values, copied out of the database and the bundles.
namespace guichet::counter {

/// Text for a person, still to be written by the catalogue: a gettext key and what it names; `detail` is English, for
/// an administrator, and may be empty.
struct Notice {
  std::string key;  ///< empty: there is none
  nlohmann::json parameters = nlohmann::json::object();
  std::string detail;
  [[nodiscard]] bool empty() const { return key.empty(); }
};

enum class PluginStanding {
  disabled,  ///< installed; nothing of it is offered
  enabled,   ///< offered, and as far as is known well
  ailing,    ///< enabled, and `problem` says what is wrong on at least one node
};
/// "disabled", "enabled", "ailing": as in keys "plugin.standing.enabled".
[[nodiscard]] std::string_view name_of(PluginStanding standing);

/// Who answers for a bundle.
enum class Trust {
  trusted,             ///< signed by a key that is trusted for this plugin
  not_signed,          ///< it has no signature
  unknown_key,         ///< signed by a key that is not trusted
  key_not_for_plugin,  ///< signed by a key that is trusted for other plugins only
  bad_signature,       ///< the signature is not one of this manifest
};
/// "trusted", "not-signed", "unknown-key", "key-not-for-plugin", "bad-signature": as in keys "plugin.trust.trusted".
[[nodiscard]] std::string_view name_of(Trust trust);

struct Signer {
  Trust trust = Trust::not_signed;
  std::string key;   ///< base64 of the public key; empty without signature
  std::string name;  ///< what the administrator calls the key; empty unless it is kept
};

/// One version of a plugin that is kept.
struct BundleView {
  std::string fingerprint;  ///< SHA-256 of the manifest, hex: names a version exactly
  std::string version;
  Signer signer;  ///< as things are now: a key may have been trusted or forgotten since
  domain::Instant installed = 0;
  bool current = false, previous = false;
};

/// One thing it may do. In plain words: the catalogue's `key` with `parameters`.
struct CapabilityView {
  std::string name;  ///< "directory.modify", "connect:ldap.univ.example:636": what grants name
  std::string key;   ///< "capability.directory.modify", "capability.connect-to"
  nlohmann::json parameters = nlohmann::json::object();  ///< {"host", "port"} of an address
  bool asked = false;                                    ///< by the version that is looked at
  bool approved = false;                                 ///< by an administrator, for this plugin
};

/// One thing it brings. Kinds are the manifest's: "services", "articles", "option-sources", ...
struct ContributionView {
  std::string kind;
  std::string id;           ///< full, "it/wifi"; routing rules, which have none: their place, "1"
  domain::LocalText title;  ///< falls back to the id
};

struct DependencyView {
  std::string plugin;
  std::string range;      ///< ">=1.2 <2"
  std::string installed;  ///< its version; empty: it is not installed
  bool holds = false;     ///< enabled, in a fitting version
};

/// An address it may ask the counter to connect it to.
struct ConnectView {
  std::string host;
  std::int64_t port = 0;
  domain::LocalText why;
};

/// How it fares on one node, at most some seconds ago.
struct NodeHealth {
  std::string node;
  domain::Instant at = 0;
  plugins::WorkerHealth worker;
  Notice problem;  ///< "plugin.problem.*"; empty while it is well
};

/// A line of the list.
struct PluginSummary {
  std::string id;
  domain::LocalText name, department;  ///< both the id when the bundle cannot be read
  std::string version;
  std::string previous_version;  ///< what a roll-back goes back to; empty: nothing
  PluginStanding standing = PluginStanding::disabled;
  bool has_library = false;  ///< without, there is no worker and no health
  domain::Instant changed = 0;
  domain::Instant probation_until = 0;        ///< rolled back by itself when it fails before; 0 or past: none
  Notice problem;                             ///< "plugin.problem.*": the first thing that is wrong now
  std::size_t unapproved = 0;                 ///< things it asks to be allowed that nobody has approved
  std::map<std::string, std::size_t> counts;  ///< of what it brings, by kind
  std::vector<NodeHealth> nodes;              ///< how it fares on each
  Notice note;                                ///< "plugin.note.*": what the counter did by itself, such as a roll-back
};

/// One entry of the audit about this plugin.
struct PluginHistory {
  domain::Instant at = 0;
  std::string by;      ///< a name; empty: the counter itself, its command line, or somebody who is gone
  std::string action;  ///< "plugin.upgrade": as in keys "audit.plugin.upgrade"
  nlohmann::json detail = nlohmann::json::object();
  bool by_command_line = false;  ///< typed on the machine, where nobody signs in
};

/// Everything about one plugin.
struct PluginView {
  PluginSummary summary;
  std::vector<BundleView> bundles;  ///< newest first
  std::vector<CapabilityView> capabilities;
  std::vector<ConnectView> connections;
  std::vector<ContributionView> contributions;        ///< in the order of the manifest
  domain::Form settings;                              ///< its schema, as a form's questions
  domain::Answers values = nlohmann::json::object();  ///< of settings, defaults where nothing was set; never a secret's
  std::vector<std::string> secrets;                   ///< settings that are secret
  std::vector<std::string> secrets_set;               ///< of these: those that hold something
  std::vector<DependencyView> requires_plugins;
  std::vector<std::string> required_by;  ///< ids of enabled plugins
  std::vector<PluginHistory> history;  ///< the latest 20, newest first; of refusals one for each thing asked, 5 at most
  nlohmann::json libraries;            ///< private copies of libraries in its bundle: [{"file", "sha256"}]
};

/// What ends or waits when it is disabled.
struct DisableEffects {
  std::int64_t open_requests = 0;        ///< of its services: they keep working as they are
  std::int64_t waiting_automations = 0;  ///< they wait until it is enabled again
  std::int64_t running_automations = 0;  ///< they are finished first
  std::size_t services = 0, articles = 0;
  std::vector<std::string> required_by;  ///< enabled plugins that will lack it
};

/// What changes from the current version to one that is looked at; ids are full.
struct BundleChanges {
  std::string from_version;
  std::string warning;  ///< "plugin.note.older" {from}, "plugin.note.same-number" {from}, or nothing: it is newer
  std::vector<ContributionView> added, removed, changed;
};

/// A bundle before it is installed.
struct BundleInspection {
  std::string archive;  ///< SHA-256 of the archive in the files store: what install_plugin takes
  std::string id, version, fingerprint;
  domain::LocalText name, department;
  Signer signer;
  bool has_library = false;
  std::vector<CapabilityView> capabilities;  ///< asked and not approved: a new approval is needed
  std::vector<ConnectView> connections;
  std::vector<ContributionView> contributions;
  std::map<std::string, std::size_t> counts;
  std::vector<DependencyView> requires_plugins;
  nlohmann::json libraries;
  bool installed = false;  ///< this very version is kept already
  bool known = false;      ///< another version is current: `changes` compares
  BundleChanges changes;
  Notice problem;  ///< why it could not be enabled as things are: "plugin.problem.contradicts"; empty: it could
};

struct InstalledBundle {
  std::string id, version, fingerprint;
  bool known = false;  ///< another version is current: the next step is upgrade_plugin, else enable_plugin
};

/// What the administrator approves. Everything a plugin asks for must be approved before it is enabled: what it may not
/// do, it must not ask for.
struct Grants {
  bool all = false;
  std::vector<std::string> capabilities;
};

struct PluginKeyView {
  std::string key;  ///< base64
  std::string name;
  std::vector<std::string> plugins;  ///< ids it may sign; "*": any
  domain::Instant added = 0;
};

}  // namespace guichet::counter
