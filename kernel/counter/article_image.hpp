// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/write_article.hpp"

#include <string>

/// Pictures of articles: PNG, JPEG, WebP and GIF, told by what they hold and not by their names.
namespace guichet::counter {

inline constexpr std::int64_t largest_image = 4'000'000;  ///< bytes
inline constexpr std::uint64_t longest_side = 12'000;     ///< pixels
inline constexpr std::uint64_t most_pixels = 50'000'000;
inline constexpr std::size_t most_images = 40;  ///< of one article

/// Takes the file in and answers its SHA-256, by which Markdown names it: "![Le bouton](image:ab12...)". Error{invalid}
/// with a FieldError for "image".
[[nodiscard]] domain::Result<std::string> add_article_image(const Counter& counter, const Asker& asker,
                                                            const ArticleKey& key, const std::string& path,
                                                            const std::string& name);

struct ImageToServe {
  storage::ArticleImage image;
  std::string path;
};
/// For whoever may read a published article that shows it, or may write one it was added to; not_found for all others.
[[nodiscard]] domain::Result<ImageToServe> article_image(const Counter& counter, const Asker& asker,
                                                         const std::string& sha256);

/// What keeps a file from being an image of an article: a message's key, or nothing.
struct RefusedImage {
  std::string key;
  nlohmann::json parameters = nlohmann::json::object();
  [[nodiscard]] explicit operator bool() const { return !key.empty(); }
};
[[nodiscard]] RefusedImage refusal_of_image(const std::string& path);

}  // namespace guichet::counter
