// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/bundle.hpp"

#include "kernel/plugins/authoring/markdown.hpp"
#include "kernel/plugins/authoring/yaml.hpp"
#include "kernel/plugins/bundle_errors.hpp"
#include "kernel/plugins/bundle_files.hpp"
#include "kernel/plugins/contributions.hpp"
#include "kernel/plugins/rules/check.hpp"
#include "kernel/plugins/rules/format.hpp"
#include "kernel/plugins/rules/schema.hpp"
#include "kernel/plugins/rules/suggestion.hpp"
#include "kernel/plugins/sha256.hpp"

#include <algorithm>

namespace guichet::plugins {
namespace {

using nlohmann::json;

PluginInfo info_of(const json& manifest, std::string fingerprint) {
  PluginInfo info;
  info.id = manifest["id"].get<std::string>();
  info.version = manifest["version"].get<std::string>();
  info.fingerprint = std::move(fingerprint);
  info.name = manifest["name"].get<domain::LocalText>();
  info.department = manifest["department"].get<domain::LocalText>();
  info.capabilities = manifest.value("capabilities", std::vector<std::string>{});
  info.has_library = manifest.value("library", false);
  info.settings = manifest.value("settings", json::array());
  for (const json& needed : manifest.value("requires", json::array()))
    info.needs.push_back({needed["plugin"].get<std::string>(), needed["version"].get<std::string>()});
  return info;
}

/// Files that the manifest does not list could be anything; files it lists and that are not there are missed later.
domain::Result<std::map<std::string, std::string>> checked_files(const std::string& folder, const json& listed) {
  auto found = files_below(folder);
  if (!found) return found.error();
  std::map<std::string, std::string> documents;
  std::size_t matched = 0;
  for (const std::string& path : *found) {
    if (path == "manifest.json" || path == "SIGNATURE") continue;
    const auto expected = listed.find(path);
    if (expected == listed.end())
      return bad_bundle(path + " is not listed in the manifest: it was added after the bundle was built");
    std::string hash;
    if (path.rfind("docs/", 0) == 0) {
      auto text = read_file(folder + "/" + path, authoring::longest_page);
      if (!text) return text.error();
      hash = sha256(*text);
      documents[path] = std::move(*text);
    } else {
      auto of_file = hash_file(folder + "/" + path);
      if (!of_file) return of_file.error();
      hash = *of_file;
    }
    if (hash != *expected)
      return bad_bundle(
          path + " does not have the SHA-256 that the manifest lists: it was changed after the bundle was built");
    ++matched;
  }
  if (matched == listed.size()) return documents;
  for (const auto& [path, unused] : listed.items()) {
    if (!std::binary_search(found->begin(), found->end(), path))
      return bad_bundle(path + " is listed in the manifest and not in the bundle");
  }
  return bad_bundle("the manifest lists itself");
}

}  // namespace

domain::Result<Bundle> bundle_of(json manifest, const std::map<std::string, std::string>& documents,
                                 std::string fingerprint) {
  const Findings findings = check_manifest(manifest);
  for (const Finding& finding : findings) {
    if (finding.severity == Severity::warning) continue;
    return bad_bundle("manifest.json: " + path_of_pointer(finding.pointer) + ": " + finding.text);
  }
  for (const auto& [path, unused] : manifest["files"].items()) {
    if (!is_bundle_path(path))
      return bad_bundle("manifest.json: files: " + in_quotes(path) + " is not a path inside the bundle");
  }
  const std::string kernel = manifest["kernel"].get<std::string>();
  if (!within(*version_of(GUICHET_KERNEL_VERSION), kernel).value_or(false)) {
    return bad_bundle("the plugin works with kernels " + kernel + ", and this one is " GUICHET_KERNEL_VERSION);
  }
  Bundle bundle;
  bundle.info = info_of(manifest, std::move(fingerprint));
  for (const json& article : manifest.value("articles", json::array())) {
    const std::string file = article["file"].get<std::string>();
    const auto text = documents.find(file);
    if (text == documents.end()) return bad_bundle(file + " is the text of an article and not in the bundle's docs");
    if (authoring::first_unclean_line(text->second)) return bad_bundle(file + " holds bytes that are not UTF-8 text");
    bundle.articles.push_back(article_of(article, bundle.info.id, text->second));
  }
  bundle.manifest = std::move(manifest);
  return bundle;
}

domain::Result<Bundle> read_bundle(const std::string& folder) {
  const auto text = read_file(folder + "/manifest.json", largest_manifest);
  if (!text) return text.error();
  if (!is_shallow(*text))
    return bad_bundle("manifest.json nests deeper than " + std::to_string(json_depth_limit) + " levels");
  json manifest = json::parse(*text, nullptr, false);
  if (manifest.is_discarded() || !manifest.is_object()) return bad_bundle("manifest.json is not JSON");
  if (!manifest.contains("files") || !manifest["files"].is_object())
    return bad_bundle("manifest.json: files: \"files\" is missing");
  const auto documents = checked_files(folder, manifest["files"]);
  if (!documents) return documents.error();
  domain::Result<Bundle> bundle = bundle_of(std::move(manifest), *documents, sha256(*text));
  if (bundle) bundle->info.folder = folder;
  return bundle;
}

}  // namespace guichet::plugins
