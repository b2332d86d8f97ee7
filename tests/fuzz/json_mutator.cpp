// SPDX-License-Identifier: GPL-3.0-or-later
// For targets that read JSON: libFuzzer changes bytes, which mostly ends at the parser; this changes the value.
#include "tests/fuzz/target.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <random>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* bytes, std::size_t size, std::size_t most);

namespace guichet::fuzz {
namespace {

using nlohmann::json;

class ValueChanger {
 public:
  explicit ValueChanger(unsigned seed) : random_(seed) {}

  void change(json& whole) {
    std::vector<json*> places;
    collect(whole, places);
    json& here = *places[below(places.size())];
    switch (below(8)) {
      case 0:
        here = *places[below(places.size())];
        return;
      case 1:
        here = atom();
        return;
      case 2: {
        const std::string outside = name(places);
        json inside = std::move(here);
        here = below(2) == 0 ? json::array({std::move(inside)}) : json::object({{outside, std::move(inside)}});
        return;
      }
      case 3:
        remove_from(here);
        return;
      case 4:
      case 5: {
        json copy = *places[below(places.size())];
        if (here.is_array()) {
          here.insert(here.begin() + static_cast<long>(below(here.size() + 1)), std::move(copy));
        } else if (here.is_object()) {
          here[name(places)] = std::move(copy);
        } else {
          here = std::move(copy);
        }
        return;
      }
      case 6:
        if (here.is_object() && !here.empty()) {
          // Its new name first: what is erased may be one of the places.
          const std::string renamed = name(places);
          const auto member = std::next(here.begin(), static_cast<long>(below(here.size())));
          json value = member.value();
          here.erase(member);
          here[renamed] = std::move(value);
        } else {
          here = atom();
        }
        return;
      default:
        if (here.is_string()) {
          std::string text = here.get<std::string>();
          text.insert(below(text.size() + 1), words_[below(words_.size())]);
          here = std::move(text);
        } else {
          here = atom();
        }
    }
  }

 private:
  std::size_t below(std::size_t end) { return end == 0 ? 0 : random_() % end; }

  void collect(json& value, std::vector<json*>& places) {
    places.push_back(&value);
    if (value.is_structured()) {
      for (json& inside : value) collect(inside, places);
    }
  }

  void remove_from(json& here) {
    if (!here.is_structured() || here.empty()) {
      here = atom();
      return;
    }
    here.erase(std::next(here.begin(), static_cast<long>(below(here.size()))));
  }

  /// A name that some object of this value has, or a word.
  std::string name(const std::vector<json*>& places) {
    for (int tries = 0; tries < 8; ++tries) {
      const json& object = *places[below(places.size())];
      if (object.is_object() && !object.empty()) {
        return std::next(object.begin(), static_cast<long>(below(object.size()))).key();
      }
    }
    return words_[below(words_.size())];
  }

  json atom() {
    static const std::vector<json> atoms = {nullptr,
                                            true,
                                            false,
                                            0,
                                            -1,
                                            1,
                                            64,
                                            1e308,
                                            -1e-308,
                                            9007199254740993,
                                            "",
                                            "fr",
                                            "en",
                                            "id",
                                            json::array(),
                                            json::object(),
                                            "answers.x",
                                            "9999-12-31",
                                            "../x",
                                            18446744073709551615ULL,
                                            std::string(300, 'a')};
    if (below(3) == 0) {
      json piece = json::parse(words_[below(words_.size())], nullptr, false);
      if (!piece.is_discarded()) return piece;
    }
    return atoms[below(atoms.size())];
  }

  std::mt19937 random_;
  const std::vector<std::string> words_ = pieces();
};

}  // namespace
}  // namespace guichet::fuzz

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* bytes, std::size_t size, std::size_t most, unsigned seed) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  if (seed % 4 == 0 || std::count(text.begin(), text.end(), '[') + std::count(text.begin(), text.end(), '{') > 5000) {
    return LLVMFuzzerMutate(bytes, size, most);
  }
  nlohmann::json value = nlohmann::json::parse(text, nullptr, false);
  if (value.is_discarded()) return LLVMFuzzerMutate(bytes, size, most);
  guichet::fuzz::ValueChanger changer(seed);
  for (unsigned times = 1 + seed % 3; times > 0; --times) changer.change(value);
  const std::string changed = value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  if (changed.size() > most) return LLVMFuzzerMutate(bytes, size, most);
  std::memcpy(bytes, changed.data(), changed.size());
  return changed.size();
}
