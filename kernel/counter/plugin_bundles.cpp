// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/plugin_bundles.hpp"

#include "kernel/counter/counter.hpp"
#include "kernel/plugins/archive.hpp"
#include "kernel/plugins/bundle.hpp"
#include "kernel/plugins/bundle_files.hpp"
#include "kernel/plugins/sha256.hpp"
#include "kernel/plugins/signature.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <set>

namespace guichet::counter {
namespace {

namespace fs = std::filesystem;
using domain::Error;
using domain::ErrorKind;
using domain::Result;

std::string random_name() {
  std::array<unsigned char, 8> random{};
  randombytes_buf(random.data(), random.size());
  std::array<char, 2 * random.size() + 1> text{};
  sodium_bin2hex(text.data(), text.size(), random.data(), random.size());
  return text.data();
}

Error disk(const std::string& detail) {
  return {ErrorKind::unavailable, "error.plugin.install", {}, {}, detail};
}

fs::path place_of(const Counter& counter, const std::string& plugin, const std::string& fingerprint) {
  return fs::path(counter.data_folder) / "plugins" / plugin / fingerprint;
}

/// Of a folder that was changed behind our back: what is hashed is what is loaded, so it goes.
void remove_read_only(const fs::path& folder) {
  std::error_code ignored;
  fs::permissions(folder, fs::perms::owner_all, ignored);
  for (fs::recursive_directory_iterator entry(folder, ignored), end; !ignored && entry != end;
       entry.increment(ignored)) {
    if (entry->is_directory(ignored)) fs::permissions(entry->path(), fs::perms::owner_all, ignored);
  }
  fs::remove_all(folder, ignored);
}

}  // namespace

WorkingFolder::WorkingFolder(const Counter& counter) {
  const fs::path folder = fs::path(counter.data_folder) / "plugins" / (".working-" + random_name());
  std::error_code failure;
  fs::create_directories(folder, failure);
  if (!failure) path_ = folder;
}

WorkingFolder::~WorkingFolder() {
  if (!path_.empty()) remove_read_only(path_);
}

Result<std::string> hold_archive(const Counter& counter, const std::string& path) {
  const WorkingFolder working(counter);
  if (working.path().empty()) return disk("no working folder below " + counter.data_folder);
  const fs::path archive = working.path() / "archive";
  std::error_code failure;
  if (fs::is_directory(path, failure)) {
    if (const auto packed = plugins::pack_bundle(path, archive.string()); !packed) return packed.error();
  } else if (!fs::is_regular_file(path, failure)) {
    return Error{ErrorKind::not_found, "error.plugin.no-such-file", {{"path", path}}, {}, ""};
  } else if (fs::file_size(path, failure) > plugins::largest_archive) {
    return Error{ErrorKind::invalid, "error.plugin.not-a-bundle", {}, {}, path + " is too large"};
  } else if (!fs::copy_file(path, archive, failure)) {
    return disk(path + ": " + failure.message());
  }
  return counter.files.take(archive.string());
}

Result<plugins::Bundle> read_archive(const Counter& counter, const std::string& archive, const std::string& folder) {
  const std::string path = counter.files.path_of(archive);
  if (path.empty()) return Error{ErrorKind::not_found, "error.plugin.no-such-archive", {}, {}, archive};
  if (const auto unpacked = plugins::unpack_bundle(path, folder); !unpacked) {
    if (unpacked.error().kind != ErrorKind::invalid) return unpacked.error();
    return Error{ErrorKind::invalid, "error.plugin.not-a-bundle", {}, {}, unpacked.error().detail};
  }
  return plugins::read_bundle(folder);
}

Result<plugins::Bundle> installed_bundle(const Counter& counter, const std::string& plugin,
                                         const std::string& fingerprint) {
  const fs::path place = place_of(counter, plugin, fingerprint);
  std::error_code failure;
  std::string why = "it is not in the data folder";
  if (fs::exists(place, failure)) {
    auto bundle = plugins::read_bundle(place.string());
    if (bundle && bundle->info.fingerprint == fingerprint) return bundle;
    why = bundle ? "its manifest is another one" : bundle.error().detail;
  }
  std::optional<storage::PluginBundle> kept;
  {
    storage::Reader reader = counter.database.read();
    kept = storage::PluginBundles(reader).find(plugin, fingerprint);
  }
  const auto missing = [&](const std::string& detail) {
    return Error{ErrorKind::unavailable, "error.plugin.missing", {{"plugin", plugin}}, {}, detail};
  };
  if (!kept || counter.files.path_of(kept->archive).empty()) return missing(why + ", and its archive is not kept");
  const WorkingFolder working(counter);
  if (working.path().empty()) return disk("no working folder below " + counter.data_folder);
  const std::string folder = (working.path() / "bundle").string();
  const auto unpacked = read_archive(counter, kept->archive, folder);
  if (!unpacked) return missing(unpacked.error().detail);
  if (unpacked->info.fingerprint != fingerprint || unpacked->info.id != plugin)
    return missing("its archive is another");
  if (fs::exists(place, failure)) remove_read_only(place);
  const auto installed = plugins::install_bundle(folder, counter.data_folder);
  if (!installed) return installed.error();
  return plugins::read_bundle(*installed);
}

void tidy_bundles(const Counter& counter) {
  std::set<std::string> named;
  {
    storage::Reader reader = counter.database.read();
    for (const auto& bundle : storage::PluginBundles(reader).all())
      named.insert(bundle.plugin + "/" + bundle.fingerprint);
    for (const auto& state : storage::PluginStates(reader).all()) {
      named.insert(state.id + "/" + state.fingerprint);
      named.insert(state.id + "/" + state.previous);
    }
  }
  const fs::path folder = fs::path(counter.data_folder) / "plugins";
  const auto before = fs::file_time_type::clock::now() - std::chrono::hours(1);
  std::vector<fs::path> left;
  std::error_code failure;
  const auto consider = [&](const fs::path& path, const std::string& name) {
    std::error_code gone;
    if (!named.contains(name) && fs::last_write_time(path, gone) < before && !gone) left.push_back(path);
  };
  for (const auto& plugin : fs::directory_iterator(folder, failure)) {
    const std::string id = plugin.path().filename().string();
    if (id.starts_with('.')) {
      consider(plugin.path(), id);
      continue;
    }
    std::error_code unreadable;
    for (const auto& version : fs::directory_iterator(plugin.path(), unreadable)) {
      consider(version.path(), id + "/" + version.path().filename().string());
    }
  }
  for (const fs::path& path : left) remove_read_only(path);
}

nlohmann::json installed_manifest(const Counter& counter, const std::string& plugin, const std::string& fingerprint) {
  const auto text = plugins::read_file((place_of(counter, plugin, fingerprint) / "manifest.json").string(),
                                       plugins::largest_manifest);
  if (!text || plugins::sha256(*text) != fingerprint) return nullptr;
  // Its rules were checked when it was installed, and it is still that one.
  nlohmann::json manifest = nlohmann::json::parse(*text, nullptr, false);
  return manifest.is_object() ? manifest : nlohmann::json();
}

Signer signer_of(const std::string& folder, const std::string& plugin, const std::vector<storage::PluginKey>& keys) {
  std::error_code failure;
  if (!fs::exists(fs::path(folder) / "SIGNATURE", failure)) return {};
  const auto text = plugins::read_file(folder + "/SIGNATURE", plugins::largest_signature);
  const auto manifest = plugins::read_file(folder + "/manifest.json", plugins::largest_manifest);
  if (!text || !manifest) return {Trust::bad_signature, "", ""};
  const auto signature = plugins::read_signature(*text);
  if (!signature) return {Trust::bad_signature, "", ""};
  Signer signer = signer_of_key(plugins::public_key_text(*signature), plugin, keys);
  if (!plugins::verify(*manifest, *signature)) signer.trust = Trust::bad_signature;
  return signer;
}

Signer signer_of_key(const std::string& key, const std::string& plugin, const std::vector<storage::PluginKey>& keys) {
  if (key.empty()) return {};
  const auto known = std::find_if(keys.begin(), keys.end(), [&](const auto& each) { return each.key == key; });
  if (known == keys.end()) return {Trust::unknown_key, key, ""};
  const bool may_sign = std::any_of(known->plugins.begin(), known->plugins.end(),
                                    [&](const std::string& id) { return id == "*" || id == plugin; });
  return {may_sign ? Trust::trusted : Trust::key_not_for_plugin, key, known->name};
}

}  // namespace guichet::counter
