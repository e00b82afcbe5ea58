// The certificate that is made here: what it vouches for, who may read its key, when it is made anew.
#include "apps/server/own_authority.h"

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include <memory>

#include "core/file.h"
#include "tests/api/instance.h"

namespace hamstring::test {
namespace {

using server::HouseNames;
using server::OwnCertificate;

const HouseNames kitchen{.hosts = {"localhost", "kitchen", "kitchen.local"},
                         .addresses = {"192.168.0.2", "127.0.0.1"}};

std::int64_t now() {
  return rehab::parse_instant("2026-05-11T09:00:00Z").value_or(0);
}

struct Freed {
  void operator()(X509* one) const { X509_free(one); }
  void operator()(BIO* one) const { BIO_free(one); }
  void operator()(EVP_PKEY* one) const { EVP_PKEY_free(one); }
};

std::unique_ptr<X509, Freed> read_certificate(const std::filesystem::path& file) {
  const std::string text = read_file(file).value_or("");
  const std::unique_ptr<BIO, Freed> bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  return std::unique_ptr<X509, Freed>(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

std::unique_ptr<EVP_PKEY, Freed> read_key(const std::filesystem::path& file) {
  const std::string text = read_file(file).value_or("");
  const std::unique_ptr<BIO, Freed> bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  return std::unique_ptr<EVP_PKEY, Freed>(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
}

/// What a device that trusts the authority says of this certificate.
int verdict(const std::filesystem::path& folder, X509* certificate) {
  const auto authority = read_certificate(folder / "authority.pem");
  X509_STORE* trusted = X509_STORE_new();
  X509_STORE_CTX* context = X509_STORE_CTX_new();
  X509_STORE_add_cert(trusted, authority.get());
  X509_STORE_CTX_init(context, trusted, certificate, nullptr);
  X509_STORE_CTX_set_time(context, 0, now());
  X509_verify_cert(context);
  const int code = X509_STORE_CTX_get_error(context);
  X509_STORE_CTX_free(context);
  X509_STORE_free(trusted);
  return code;
}

/// A certificate that whoever stole the authority's key makes for `names`.
std::unique_ptr<X509, Freed> forged(const std::filesystem::path& folder, const std::string& names) {
  const auto issuer = read_certificate(folder / "authority.pem");
  const auto stolen = read_key(folder / "authority-key.pem"), own = read_key(folder / "server-key.pem");
  std::unique_ptr<X509, Freed> made(X509_new());
  X509_set_version(made.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 7);
  ASN1_TIME_set(X509_getm_notBefore(made.get()), now() - 86400);
  ASN1_TIME_set(X509_getm_notAfter(made.get()), now() + 86400);
  X509_set_issuer_name(made.get(), X509_get_subject_name(issuer.get()));
  X509_set_pubkey(made.get(), own.get());
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer.get(), made.get(), nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, NID_subject_alt_name, names.c_str());
  X509_add_ext(made.get(), extension, -1);
  X509_EXTENSION_free(extension);
  X509_sign(made.get(), stolen.get(), EVP_sha256());
  return made;
}

TEST(OwnAuthority, vouches_for_this_machine_and_for_nothing_else_even_with_a_stolen_key) {
  const TempFolder folder;
  ASSERT_TRUE(server::own_certificate(folder / "tls", kitchen, now()));
  const auto shown = read_certificate(folder / "tls/server.pem");
  ASSERT_TRUE(shown);
  EXPECT_EQ(verdict(folder / "tls", shown.get()), X509_V_OK);
  for (const char* name : {"kitchen", "kitchen.local", "localhost"})
    EXPECT_EQ(X509_check_host(shown.get(), name, 0, 0, nullptr), 1) << name;
  EXPECT_EQ(X509_check_ip_asc(shown.get(), "192.168.0.2", 0), 1);
  EXPECT_EQ(X509_check_host(shown.get(), "example.org", 0, 0, nullptr), 0);
  for (const char* names : {"DNS:kitchen.local", "IP:192.168.0.2"})
    EXPECT_EQ(verdict(folder / "tls", forged(folder / "tls", names).get()), X509_V_OK)
        << names << ": the forger of this test makes what can be taken";
  for (const char* names : {"DNS:bank.example", "DNS:local", "IP:192.168.0.3", "IP:2001:db8::1",
                            "DNS:kitchen.local,DNS:bank.example"})
    EXPECT_EQ(verdict(folder / "tls", forged(folder / "tls", names).get()), X509_V_ERR_PERMITTED_VIOLATION)
        << names;
}

TEST(OwnAuthority, its_keys_are_its_owners_alone_and_never_go_out) {
  const TempFolder folder;
  std::filesystem::create_directory(folder / "tls");
  ::chmod((folder / "tls").c_str(), 0755);
  const auto own = server::own_certificate(folder / "tls", kitchen, now());
  ASSERT_TRUE(own) << own.error().text();
  struct stat about{};
  ASSERT_EQ(::stat((folder / "tls").c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0700U) << "also a folder that lay open";
  int files = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder / "tls")) {
    ASSERT_EQ(::stat(file.path().c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777U, 0600U) << file.path();
    ++files;
  }
  EXPECT_EQ(files, 4);
  const std::string chain = read_file(own->chain).value_or("");
  EXPECT_EQ(chain.find("PRIVATE"), std::string::npos);
  Instance instance(true, {}, {}, {.own = true, .hosts = {"192.168.0.2"}, .authority = own->authority});
  const Answer given = instance.ask("GET", "/lan/authority");
  EXPECT_EQ(given.status, 200);
  EXPECT_EQ(given.text, own->authority) << "what a device trusts is the certificate, and open to it";
  EXPECT_EQ(instance.ask("GET", "/lan").status, 401)
      << "where else this machine is found is told to accounts";
}

TEST(OwnAuthority, is_used_again_and_made_anew_only_where_it_no_longer_fits) {
  const TempFolder folder;
  const auto first = server::own_certificate(folder / "tls", kitchen, now());
  ASSERT_TRUE(first);
  const std::string shown = read_file(first->chain).value_or("");
  const auto again = server::own_certificate(folder / "tls", kitchen, now() + 86400);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->fingerprint, first->fingerprint);
  EXPECT_EQ(read_file(again->chain).value_or(""), shown) << "nothing changed, nothing is made";
  // Out of the network: it vouches for less, and the phone need not be told again.
  const HouseNames alone{.hosts = kitchen.hosts, .addresses = {"127.0.0.1"}};
  const auto less = server::own_certificate(folder / "tls", alone, now());
  EXPECT_EQ(less->fingerprint, first->fingerprint);
  EXPECT_NE(read_file(less->chain).value_or(""), shown);
  // A year later: another certificate of the server, by the same authority.
  const auto later = server::own_certificate(folder / "tls", kitchen, now() + 380LL * 86400);
  EXPECT_EQ(later->fingerprint, first->fingerprint);
  EXPECT_NE(read_file(later->chain).value_or(""), shown);
  // Another address: the authority may not vouch for it, so there is another one.
  HouseNames moved = kitchen;
  moved.addresses[0] = "10.0.0.9";
  const auto other = server::own_certificate(folder / "tls", moved, now());
  EXPECT_NE(other->fingerprint, first->fingerprint);
  EXPECT_EQ(verdict(folder / "tls", read_certificate(other->chain).get()), X509_V_OK);
}

TEST(OwnAuthority, what_is_damaged_is_made_anew_and_what_cannot_be_kept_is_said) {
  const TempFolder folder;
  const auto first = server::own_certificate(folder / "tls", kitchen, now());
  ASSERT_TRUE(first);
  ASSERT_TRUE(write_file(folder / "tls/server-key.pem", "half of a k"));
  const auto mended = server::own_certificate(folder / "tls", kitchen, now());
  ASSERT_TRUE(mended);
  EXPECT_EQ(mended->fingerprint, first->fingerprint);
  ASSERT_TRUE(write_file(folder / "tls/authority-key.pem", ""));
  const auto anew = server::own_certificate(folder / "tls", kitchen, now());
  ASSERT_TRUE(anew);
  EXPECT_NE(anew->fingerprint, first->fingerprint);
  ASSERT_TRUE(write_file(folder / "file", "in the way"));
  const auto refused = server::own_certificate(folder / "file", kitchen, now());
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().text().find("--cert"), std::string::npos);
}

TEST(OwnAuthority, says_where_other_devices_find_this_one_and_never_the_device_itself) {
  EXPECT_EQ(server::reachable(kitchen), (std::vector<std::string>{"192.168.0.2", "kitchen.local"}));
  const HouseNames here = server::names_of_this_machine();
  EXPECT_EQ(here.hosts.at(0), "localhost");
  EXPECT_EQ(here.addresses.back(), "127.0.0.1");
  for (const std::string& one : server::reachable(here)) EXPECT_FALSE(one.starts_with("127.")) << one;
}

TEST(OwnAuthority, reads_whom_a_certificate_that_was_brought_is_made_out_to) {
  const TempFolder folder;
  const auto own = server::own_certificate(folder / "tls", kitchen, now());
  ASSERT_TRUE(own);
  EXPECT_EQ(server::names_in_certificate(own->chain),
            (std::vector<std::string>{"localhost", "kitchen", "kitchen.local", "192.168.0.2", "127.0.0.1"}));
  EXPECT_TRUE(server::names_in_certificate(folder / "none").empty());
  EXPECT_TRUE(server::names_in_certificate(own->key).empty());
}

TEST(Lan, tells_accounts_how_other_devices_come_in) {
  Instance alone;
  alone.set_up();
  EXPECT_EQ(alone.ask("GET", "/lan", nullptr, "owner").body["open"], false);
  EXPECT_EQ(alone.ask("GET", "/lan/authority").status, 404) << "none was made";
  EXPECT_EQ(alone.ask("GET", "/status").body["own_certificate"], false);
  Instance open(
      true, {}, {},
      {.own = true, .hosts = {"192.168.0.2"}, .authority = "x", .fingerprint = "AB:CD", .until = 1795478400});
  open.set_up();
  const json told = open.ask("GET", "/lan", nullptr, "owner").body;
  EXPECT_EQ(told["hosts"], json({"192.168.0.2"}));
  EXPECT_EQ(told["fingerprint"], "AB:CD");
  EXPECT_EQ(open.ask("GET", "/status").body["own_certificate"], true);
}

}  // namespace
}  // namespace hamstring::test
