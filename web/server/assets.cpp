// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/assets.hpp"

#include "web/server/compression.hpp"
#include "web/server/text.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace guichet::web::server {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> media_types = {{
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".html", "text/html; charset=utf-8"},
    {".map", "application/json"},
}};

std::string media_type_of(std::string_view name) {
  for (const auto& [extension, type] : media_types) {
    if (name.ends_with(extension)) return std::string(type);
  }
  return "application/octet-stream";
}

/// FNV-1a, 64 bits: it has to tell two versions of one of our own files apart, nothing more.
std::string tag_of(std::string_view content) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : content) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  std::array<char, 17> text{};
  std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(hash));
  return text.data();
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  stream.exceptions(std::ios::badbit | std::ios::failbit);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

bool lists_tag(std::string_view if_none_match, std::string_view tag) {
  while (!if_none_match.empty()) {
    std::string_view listed = trimmed(take_until(if_none_match, ','));
    if (listed == "*") return true;
    if (listed.starts_with("W/")) listed.remove_prefix(2);
    if (listed == tag) return true;
  }
  return false;
}

}  // namespace

domain::Result<Assets> Assets::load(const std::filesystem::path& folder, std::string prefix) {
  try {
    Assets assets;
    assets.prefix_ = std::move(prefix);
    std::map<std::string, Response::SharedBody> contents;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file()) continue;
      contents[entry.path().lexically_relative(folder).generic_string()] =
          std::make_shared<const std::string>(content_of(entry.path()));
    }
    const auto sibling = [&contents](const std::string& name) {
      const auto found = contents.find(name);
      return found == contents.end() ? Response::SharedBody() : found->second;
    };
    for (const auto& [name, content] : contents) {
      const std::string_view stem = std::string_view(name).substr(0, name.size() - 3);
      const bool packed = name.size() > 3 && (name.ends_with(".br") || name.ends_with(".gz"));
      if (name == "manifest.json" || (packed && contents.contains(std::string(stem)))) continue;
      assets.assets_[name] =
          Asset{content, sibling(name + ".br"), sibling(name + ".gz"), media_type_of(name), tag_of(*content), false};
    }
    if (const auto manifest = sibling("manifest.json")) {
      const auto names = nlohmann::json::parse(*manifest);
      for (const auto& [logical, name] : names.items()) {
        const auto asset = assets.assets_.find(name.get<std::string>());
        if (asset == assets.assets_.end()) throw std::runtime_error("the manifest names a missing file: " + logical);
        asset->second.immutable = true;
        assets.names_[logical] = name.get<std::string>();
      }
    }
    return assets;
  } catch (const std::exception& failure) {
    return domain::Error{
        domain::ErrorKind::unavailable, "error.server.assets", {{"folder", folder.string()}}, {}, failure.what()};
  }
}

std::string Assets::url(std::string_view logical_name) const {
  const auto found = names_.find(logical_name);
  return prefix_ + (found == names_.end() ? std::string(logical_name) : found->second);
}

std::optional<Response> Assets::find(const Request& request, std::string_view name) const {
  const auto found = assets_.find(name);
  if (found == assets_.end()) return std::nullopt;
  const Asset& asset = found->second;
  const std::string_view accepted = request.headers.value("Accept-Encoding");

  Response response;
  response.content_type = asset.content_type;
  response.compress = false;
  Response::SharedBody body = asset.plain;
  std::string tag = asset.tag;
  if (asset.brotli && accepts_encoding(accepted, "br")) {
    body = asset.brotli;
    tag += "-br";
    response.headers.emplace_back("Content-Encoding", "br");
  } else if (asset.gzip && accepts_encoding(accepted, "gzip")) {
    body = asset.gzip;
    tag += "-gz";
    response.headers.emplace_back("Content-Encoding", "gzip");
  }
  tag = '"' + tag + '"';
  response.headers.emplace_back("Cache-Control", asset.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  response.headers.emplace_back("ETag", tag);
  if (asset.brotli || asset.gzip) response.headers.emplace_back("Vary", "Accept-Encoding");
  if (lists_tag(request.headers.value("If-None-Match"), tag)) {
    response.status = 304;
    response.content_type.clear();
    std::erase_if(response.headers, [](const auto& header) { return header.first == "Content-Encoding"; });
  } else {
    response.body = std::move(body);
  }
  return response;
}

}  // namespace guichet::web::server
