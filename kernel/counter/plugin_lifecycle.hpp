// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/counter/plugin_view.hpp"

#include <string>
#include <vector>

/// What an administrator does with plugins while the counter is open: the portal's pages and `guichet plugin` both call
/// these. Every function answers Error{forbidden, "error.modules.administrators-only"} without the right module-admin
/// (and sign_in_needed when signed out), Error{not_found, "error.plugin.unknown", {plugin}} for an id that is not
/// installed. What changes something commits it with an entry in the audit and an event `plugins.changed`, which every
/// node follows: a change is under way, not finished, when these answer; `show_plugin` tells how each node fares.
/// All functions: any thread; they read and hash files, so never within a database write.
namespace guichet::counter {

// Looking.

[[nodiscard]] domain::Result<std::vector<PluginSummary>> list_plugins(const Counter& counter, const Asker& asker);
[[nodiscard]] domain::Result<PluginView> show_plugin(const Counter& counter, const Asker& asker, const std::string& id);
[[nodiscard]] domain::Result<DisableEffects> what_a_disable_affects(const Counter& counter, const Asker& asker,
                                                                    const std::string& id);

// Installing. A bundle comes in as a file ID-VERSION.guichet or a folder, is looked at, and is then installed by its
// archive: what was looked at is what is installed. What nobody installs within a day is forgotten.

/// Takes a copy of `path` (borrowed; a folder, or a file as uploaded, whatever its name) into the files store and says
/// what it is. Nothing is installed. Error{invalid, "error.plugin.not-a-bundle"} for what is no archive of a bundle,
/// Error{invalid, "error.plugin.bundle"} whose detail says in English which rule it breaks.
[[nodiscard]] domain::Result<BundleInspection> inspect_bundle(const Counter& counter, const Asker& asker,
                                                              const std::string& path);
/// The same again, for what an earlier inspection held: `archive` is its BundleInspection::archive.
/// Error{not_found, "error.plugin.no-such-archive"} when it was forgotten.
[[nodiscard]] domain::Result<BundleInspection> inspect_held_bundle(const Counter& counter, const Asker& asker,
                                                                   const std::string& archive);

/// Keeps the bundle as one that may be enabled or upgraded to. A plugin that was not there appears, disabled; one that
/// is there goes on as it is. Answers its id and fingerprint. Errors: as inspect_held_bundle;
/// Error{forbidden, "error.plugin.unsigned" | "error.plugin.unknown-key" | "error.plugin.key-not-for-plugin", {plugin,
/// key}} unless `allow_untrusted` (the administrator's explicit word); Error{forbidden, "error.plugin.bad-signature"}
/// always.
[[nodiscard]] domain::Result<InstalledBundle> install_plugin(const Counter& counter, const Asker& asker,
                                                             const std::string& archive, bool allow_untrusted);

/// Enables the version that is current, with everything it asks for, of which `grants` approves what was not approved
/// before. Errors: "error.plugin.asks-more" {plugin, version, capabilities (in words), missing (as grants name them)}
/// (forbidden) when something remains unapproved; "error.plugin.not-asked" {capabilities} (invalid) when grants name
/// what it does not ask for; "error.plugin.needs" {plugin, needs} (conflict) when a plugin it requires is not enabled
/// in a fitting version; "error.plugin.contradicts" {plugin} (invalid) with a detail when it does not go together with
/// those enabled.
[[nodiscard]] domain::Result<domain::Done> enable_plugin(const Counter& counter, const Asker& asker,
                                                         const std::string& id, const Grants& grants);

/// Requests keep their pinned service, automations wait. Error{conflict, "error.plugin.required-by", {plugin,
/// required_by}} while an enabled plugin requires it, unless `even_if_required`.
[[nodiscard]] domain::Result<domain::Done> disable_plugin(const Counter& counter, const Asker& asker,
                                                          const std::string& id, bool even_if_required);

/// Makes the installed bundle with this fingerprint current and remembers the one before. While probation lasts (ten
/// minutes), a node on which the new version is refused, does not start or is quarantined rolls it back by itself, with
/// the reason in PluginSummary::note. Errors: as enable_plugin; "error.plugin.no-such-bundle" (not_found);
/// "error.plugin.is-current" (conflict).
[[nodiscard]] domain::Result<domain::Done> upgrade_plugin(const Counter& counter, const Asker& asker,
                                                          const std::string& id, const std::string& fingerprint,
                                                          const Grants& grants);

/// Back to the version before, with what was approved for it. Error{conflict, "error.plugin.no-previous"}.
[[nodiscard]] domain::Result<domain::Done> roll_back_plugin(const Counter& counter, const Asker& asker,
                                                            const std::string& id);

/// Forgets a disabled plugin: its state, bundles and settings; what was approved has to be approved again. Requests
/// and what it stored for itself stay. Error{conflict, "error.plugin.still-enabled"}.
[[nodiscard]] domain::Result<domain::Done> remove_plugin(const Counter& counter, const Asker& asker,
                                                         const std::string& id);

/// Changes settings by name: `values` is an object; null goes back to the default, a secret that is not named stays.
/// Error{invalid, "error.form.invalid"} with a FieldError for each that does not hold, "error.plugin.no-such-setting"
/// {setting} (not_found). Workers read the new values from their next call on.
[[nodiscard]] domain::Result<domain::Done> set_plugin_settings(const Counter& counter, const Asker& asker,
                                                               const std::string& id, const nlohmann::json& values);

// Signing keys.

[[nodiscard]] domain::Result<std::vector<PluginKeyView>> plugin_keys(const Counter& counter, const Asker& asker);
/// Trusts a public key (base64 of its 32 bytes) for these plugin ids ("*": any; at least one). A key that is known gets
/// the ids added. Error{invalid, "error.plugin.bad-key"}, Error{invalid, "error.plugin.key-for-nothing"}.
[[nodiscard]] domain::Result<domain::Done> trust_plugin_key(const Counter& counter, const Asker& asker,
                                                            const std::string& public_key, const std::string& name,
                                                            const std::vector<std::string>& plugins);
/// Bundles it signed that are installed stay. Error{not_found, "error.plugin.no-such-key"}.
[[nodiscard]] domain::Result<domain::Done> untrust_plugin_key(const Counter& counter, const Asker& asker,
                                                              const std::string& public_key);

}  // namespace guichet::counter
