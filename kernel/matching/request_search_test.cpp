// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/request_search.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

namespace guichet::matching {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

SearchDocument document(domain::RequestId id, std::string title, std::vector<std::string> readers, bool over = false) {
  SearchDocument request;
  request.id = id;
  request.reference = "G-2T8K-" + std::to_string(id);
  request.title = std::move(title);
  request.requester_name = "Zoé Müller";
  request.readers = std::move(readers);
  request.created = 1'700'000'000'000 + id * domain::day;
  request.over = over;
  return request;
}

class RequestSearchTest : public testing::Test {
 protected:
  RequestSearchTest()
      : folder_(std::filesystem::temp_directory_path() / ("guichet-requests-" + std::to_string(::getpid()))) {
    std::filesystem::remove_all(folder_);
    search_ = std::make_unique<RequestSearch>(folder_.string());
  }
  ~RequestSearchTest() override { std::filesystem::remove_all(folder_); }

  std::vector<domain::RequestId> found(std::string_view words, std::string reader = "team:it/network") const {
    return search_->search(words, {std::move(reader)}, 0, 25).ids;
  }

  std::filesystem::path folder_;
  std::unique_ptr<RequestSearch> search_;
};

TEST_F(RequestSearchTest, IsEmptyBeforeTheFirstCommit) {
  EXPECT_EQ(search_->indexed_up_to(), 0);
  EXPECT_THAT(found("imprimante"), IsEmpty());
}

TEST_F(RequestSearchTest, ShowsOnlyWhatAReaderMayRead) {
  search_->put(document(1, "imprimante en panne", {"person:42", "team:it/network"}));
  search_->put(document(2, "imprimante bloquée", {"person:43"}));
  search_->commit(7);
  EXPECT_EQ(search_->indexed_up_to(), 7);
  EXPECT_THAT(found("imprimante"), ElementsAre(1));
  EXPECT_THAT(found("imprimante", "person:43"), ElementsAre(2));
  EXPECT_THAT(found("imprimante", "person:4"), IsEmpty());
  EXPECT_THAT(search_->search("imprimante", {}, 0, 25).ids, IsEmpty());
  EXPECT_THAT(search_->search("imprimante", {"person:42", "person:43"}, 0, 25).ids, UnorderedElementsAre(1, 2));
}

TEST_F(RequestSearchTest, UnderstandsFormsBeginningsNamesAndReferences) {
  search_->put(document(1, "Réseaux coupés à l’étage", {"team:it/network"}));
  search_->put(document(2, "ordinateur lent", {"team:it/network"}));
  search_->commit(1);
  EXPECT_THAT(found("reseau coupe"), ElementsAre(1));
  EXPECT_THAT(found("ordinat"), ElementsAre(2));
  EXPECT_THAT(found("g-2t8k-1"), ElementsAre(1));
  EXPECT_THAT(found("G2T8K2"), ElementsAre(2));
  EXPECT_THAT(found("zoe muller"), UnorderedElementsAre(1, 2));
  EXPECT_THAT(found("réseau licorne"), ElementsAre(1)) << "any word when nothing has them all";
}

TEST_F(RequestSearchTest, PutsOpenOnesFirstThenRecentOnes) {
  search_->put(document(1, "wifi coupé", {"team:it/network"}));
  search_->put(document(2, "wifi coupé", {"team:it/network"}, true));
  search_->put(document(3, "wifi coupé", {"team:it/network"}));
  search_->put(document(4, "wifi coupé", {"team:it/network"}, true));
  search_->commit(1);
  EXPECT_THAT(found("wifi"), ElementsAre(3, 1, 4, 2));
  EXPECT_THAT(search_->search("wifi", {"team:it/network"}, 1, 2).ids, ElementsAre(1, 4));
  EXPECT_THAT(search_->search("wifi", {"team:it/network"}, 3, 5).ids, ElementsAre(2));
  EXPECT_EQ(search_->search("wifi", {"team:it/network"}, 0, 25).about, 4U);
}

TEST_F(RequestSearchTest, ReplacesAndRemoves) {
  search_->put(document(1, "écran noir", {"team:it/network"}));
  search_->commit(1);
  search_->put(document(1, "clavier cassé", {"team:it/network"}));
  search_->remove(99);
  search_->commit(2);
  EXPECT_THAT(found("écran"), IsEmpty());
  EXPECT_THAT(found("clavier"), ElementsAre(1));
  search_->remove(1);
  search_->commit(3);
  EXPECT_THAT(found("clavier"), IsEmpty());
}

TEST_F(RequestSearchTest, IsReadByAnotherProcessWhileOneWrites) {
  search_->put(document(1, "premier", {"team:it/network"}));
  search_->commit(1);
  const RequestSearch reader(folder_.string());
  EXPECT_THAT(reader.search("premier", {"team:it/network"}, 0, 5).ids, ElementsAre(1));
  for (int i = 2; i < 40; ++i) {
    search_->put(document(i, "premier suivant", {"team:it/network"}));
    search_->commit(i);
    EXPECT_EQ(reader.indexed_up_to(), i);
    EXPECT_EQ(reader.search("suivant", {"team:it/network"}, 0, 100).ids.size(), static_cast<std::size_t>(i - 1));
  }
}

TEST_F(RequestSearchTest, DoesNotRecordEventsItCouldNotWrite) {
  search_->put(document(1, "premier", {"team:it/network"}));
  search_->commit(1);
  RequestSearch second(folder_.string());  // the index has its one writer already
  second.put(document(2, "second", {"team:it/network"}));
  second.commit(9);
  EXPECT_EQ(second.indexed_up_to(), 1);
}

TEST_F(RequestSearchTest, IsUnharmedByHostileDocumentsAndWords) {
  SearchDocument request =
      document(5, std::string(100'000, '\xFF') + " mot", {std::string(5000, 'r'), "team:it/network"});
  request.text = std::string("\0\x80\xC3", 3) + std::string(3'000'000, 'a') + " fin";
  search_->put(request);
  search_->put(document(-3, "négatif", {"team:it/network"}));
  search_->put(document(9'000'000'000, "trop grand", {"team:it/network"}));
  search_->commit(1);
  for (const std::string& words : {std::string(1'000'000, '*'), std::string("\xFF\xFE\0*", 4), std::string("XO U* Zz*"),
                                   std::string(3000, ' ') + "mot", std::string("()\"AND OR NOT\"")}) {
    EXPECT_LE(found(words).size(), 1U);
  }
  EXPECT_THAT(search_->search("mot", {"team:it/network"}, 499, 5000).ids, IsEmpty());
  EXPECT_THAT(search_->search("mot", {"team:it/network"}, std::size_t(-1), std::size_t(-1)).ids, IsEmpty());
}

}  // namespace
}  // namespace guichet::matching
