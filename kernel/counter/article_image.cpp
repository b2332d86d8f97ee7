// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/article_image.hpp"

#include "kernel/counter/image_size.hpp"
#include "kernel/counter/names.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;
using domain::Language;
using domain::Result;

// SVG is a program and not a picture; HEIC is shown by few browsers.
constexpr std::array<std::string_view, 4> shown_types{"image/png", "image/jpeg", "image/webp", "image/gif"};
constexpr std::size_t longest_name = 200;

Error refused(const RefusedImage& why) {
  return {ErrorKind::invalid, why.key, why.parameters, {{"image", why.key, why.parameters}}, ""};
}

/// Whether readers of this kind see an article with this image now.
bool is_shown(const plugins::Snapshot& snapshot, const Asker& asker, const storage::ArticleImage& image) {
  for (const Language language : {Language::fr, Language::en}) {
    const domain::Article* article = snapshot.article(image.article, language);
    if (article == nullptr || !article->from_base || !article->audience.includes(asker.person())) continue;
    if (article->html.find("/fiches/images/" + image.sha256) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

RefusedImage refusal_of_image(const std::string& path) {
  std::error_code failure;
  const auto size = std::filesystem::file_size(path, failure);
  if (failure) return {"error.file.lost"};
  if (size == 0) return {"error.file.empty"};
  if (static_cast<std::int64_t>(size) > largest_image) {
    return {"error.file.too-big", {{"megabytes", largest_image / 1'000'000}}};
  }
  const std::string type = storage::media_type_of(path);
  if (std::find(shown_types.begin(), shown_types.end(), type) == shown_types.end()) return {"error.article.image-type"};
  const auto pixels = image_size(path);
  if (!pixels) return {"error.article.image-none"};
  // A browser that opens it would need a gigabyte.
  if (pixels->width > longest_side || pixels->height > longest_side || pixels->width * pixels->height > most_pixels) {
    return {"error.article.image-large", {{"side", longest_side}, {"megapixels", most_pixels / 1'000'000}}};
  }
  return {};
}

Result<std::string> add_article_image(const Counter& counter, const Asker& asker, const ArticleKey& key,
                                      const std::string& path, const std::string& name) {
  {
    storage::Reader reader = counter.database.read();
    const auto owner = writable_owner(counter, reader, asker, key);
    if (!owner) return owner.error();
    if (storage::Articles(reader).images(key.id).size() >= most_images) {
      return refused({"error.article.images", {{"max", most_images}}});
    }
  }
  if (const RefusedImage why = refusal_of_image(path)) return refused(why);
  storage::ArticleImage image;
  image.article = key.id;
  image.name = is_text(name) ? name.substr(0, longest_name) : "";
  if (!is_text(image.name)) image.name.clear();  // cut inside a character
  image.media_type = storage::media_type_of(path);
  image.size = static_cast<std::int64_t>(std::filesystem::file_size(path));
  image.uploaded_by = asker.id();
  image.created = asker.now;
  const auto taken = counter.files.take(path);
  if (!taken) return taken.error();
  image.sha256 = *taken;
  return counter.database.write([&](storage::Connection& connection) -> Result<std::string> {
    const auto owner = writable_owner(counter, connection, asker, key);
    if (!owner) return owner.error();
    storage::Articles(connection).save_image(image);
    return image.sha256;
  });
}

Result<ImageToServe> article_image(const Counter& counter, const Asker& asker, const std::string& sha256) {
  const Error none{ErrorKind::not_found, "error.file.unknown", nlohmann::json::object(), {}, ""};
  const plugins::SnapshotPtr snapshot = counter.registry.current();
  storage::Reader reader = counter.database.read();
  for (const auto& image : storage::Articles(reader).images_with_file(sha256)) {
    const bool readable =
        is_shown(*snapshot, asker, image) || writable_owner(counter, reader, asker, {image.article, Language::fr}).ok();
    if (!readable) continue;
    std::string path = counter.files.path_of(sha256);
    if (path.empty()) return Error{ErrorKind::internal, "error.file.lost", nlohmann::json::object(), {}, sha256};
    return ImageToServe{image, std::move(path)};
  }
  return none;
}

}  // namespace guichet::counter
