#include "apps/server/own_authority.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <optional>
#include <ranges>

#include "core/file.h"
#include "core/try.h"

namespace hamstring::server {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t day_s = 86400;
// Phones take a certificate of a server for 398 days at most (Apple, HT211025; Chromium's root program); an
// authority that somebody trusts by hand has no such bound: ten years are our assumption.
constexpr std::int64_t server_length_s = 397 * day_s, authority_length_s = 3650 * day_s;
constexpr std::int64_t renewed_before_s = 30 * day_s;
constexpr std::int64_t clocks_differ_s = day_s;  // a phone's clock may be behind
constexpr std::size_t pem_max = std::size_t{64} << 10;

template <class T, void (*End)(T*)>
struct Ended {
  void operator()(T* value) const { End(value); }
};
using Certificate = std::unique_ptr<X509, Ended<X509, X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Ended<EVP_PKEY, EVP_PKEY_free>>;
struct FreeBio {
  void operator()(BIO* bio) const { BIO_free_all(bio); }
};
using Bio = std::unique_ptr<BIO, FreeBio>;

/// A certificate and the key that belongs to it; both are there.
struct Pair {
  Certificate certificate;
  Key key;
};

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(std::max(0L, size))};
}

std::string pem_of(X509* certificate) {
  const Bio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(bio.get(), certificate);
  return text_of(bio.get());
}

std::string pem_of(EVP_PKEY* key) {
  const Bio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
  return text_of(bio.get());
}

std::string der_of(X509* certificate) {
  unsigned char* data = nullptr;
  const int size = i2d_X509(certificate, &data);
  std::string der(reinterpret_cast<const char*>(data), size > 0 ? static_cast<std::size_t>(size) : 0);
  OPENSSL_free(data);
  return der;
}

std::string fingerprint_of(X509* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  X509_digest(certificate, EVP_sha256(), digest.data(), &size);
  std::string text;
  for (unsigned int i = 0; i < size; ++i) {
    std::array<char, 4> two{};
    std::snprintf(two.data(), two.size(), i == 0 ? "%02X" : ":%02X", digest.at(i));
    text += two.data();
  }
  return text;
}

std::int64_t end_of(X509* certificate, std::int64_t now) {
  const std::unique_ptr<ASN1_TIME, Ended<ASN1_TIME, ASN1_TIME_free>> at(ASN1_TIME_set(nullptr, now));
  int days = 0, seconds = 0;
  if (ASN1_TIME_diff(&days, &seconds, at.get(), X509_get0_notAfter(certificate)) != 1) return 0;
  return now + days * day_s + seconds;
}

std::optional<Pair> read_pair(const fs::path& certificate, const fs::path& key) {
  const auto certificate_text = read_file(certificate, pem_max), key_text = read_file(key, pem_max);
  if (!certificate_text || !key_text) return std::nullopt;
  const Bio first(BIO_new_mem_buf(certificate_text->data(), static_cast<int>(certificate_text->size())));
  const Bio second(BIO_new_mem_buf(key_text->data(), static_cast<int>(key_text->size())));
  Pair pair{Certificate(PEM_read_bio_X509(first.get(), nullptr, nullptr, nullptr)),
            Key(PEM_read_bio_PrivateKey(second.get(), nullptr, nullptr, nullptr))};
  if (!pair.certificate || !pair.key || X509_check_private_key(pair.certificate.get(), pair.key.get()) != 1)
    return std::nullopt;
  return pair;
}

bool add_extension(X509* certificate, X509* issuer, int what, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* made = X509V3_EXT_conf_nid(nullptr, &context, what, value.c_str());
  if (made == nullptr) return false;
  const bool added = X509_add_ext(certificate, made, -1) == 1;
  X509_EXTENSION_free(made);
  return added;
}

bool set_serial(X509* certificate) {
  std::array<unsigned char, 16> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) return false;
  bytes[0] = static_cast<unsigned char>((bytes[0] & 0x7FU) |
                                        0x40U);  // positive, and of one length (RFC 5280, 4.1.2.2)
  const std::unique_ptr<BIGNUM, Ended<BIGNUM, BN_free>> number(
      BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
  return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool set_subject(X509* certificate, const std::string& called) {
  X509_NAME* name = X509_get_subject_name(certificate);
  const auto add = [&](const char* field, const std::string& value) {
    return X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char*>(value.data()),
                                      static_cast<int>(value.size()), -1, 0) == 1;
  };
  return add("O", "Hamstring") && add("CN", called);
}

/// A key and a certificate that is not signed yet.
std::optional<Pair> begin(const std::string& called, std::int64_t from, std::int64_t until) {
  Pair pair{Certificate(X509_new()), Key(EVP_EC_gen("P-256"))};
  X509* made = pair.certificate.get();
  if (made == nullptr || !pair.key) return std::nullopt;
  const bool good = X509_set_version(made, X509_VERSION_3) == 1 && set_serial(made) &&
                    set_subject(made, called) && ASN1_TIME_set(X509_getm_notBefore(made), from) != nullptr &&
                    ASN1_TIME_set(X509_getm_notAfter(made), until) != nullptr &&
                    X509_set_pubkey(made, pair.key.get()) == 1;
  if (!good) return std::nullopt;
  return pair;
}

std::string called_of(const HouseNames& names) {
  const auto own =
      std::ranges::find_if(names.hosts, [](const std::string& host) { return host != "localhost"; });
  return own == names.hosts.end() ? std::string("localhost") : *own;
}

/// What it may vouch for, and nothing else: of names these, of addresses these alone.
std::string constraints_of(const HouseNames& names) {
  std::string text = "critical";
  for (const std::string& host : names.hosts) text += ",permitted;DNS:" + host;
  for (const std::string& address : names.addresses) text += ",permitted;IP:" + address + "/255.255.255.255";
  return text;
}

std::string alternative_names(const HouseNames& names) {
  std::string text;
  for (const std::string& host : names.hosts) text += (text.empty() ? "DNS:" : ",DNS:") + host;
  for (const std::string& address : names.addresses) text += (text.empty() ? "IP:" : ",IP:") + address;
  return text;
}

std::optional<Pair> make_authority(const HouseNames& names, std::int64_t now) {
  auto pair = begin("Hamstring on " + called_of(names), now - clocks_differ_s, now + authority_length_s);
  if (!pair) return std::nullopt;
  X509* made = pair->certificate.get();
  const bool good = X509_set_issuer_name(made, X509_get_subject_name(made)) == 1 &&
                    add_extension(made, made, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
                    add_extension(made, made, NID_key_usage, "critical,keyCertSign,cRLSign") &&
                    add_extension(made, made, NID_ext_key_usage, "serverAuth") &&
                    add_extension(made, made, NID_name_constraints, constraints_of(names)) &&
                    add_extension(made, made, NID_subject_key_identifier, "hash") &&
                    X509_sign(made, pair->key.get(), EVP_sha256()) > 0;
  if (!good) return std::nullopt;
  return pair;
}

std::optional<Pair> make_server(const HouseNames& names, const Pair& authority, std::int64_t now) {
  auto pair = begin(called_of(names), now - clocks_differ_s, now + server_length_s);
  if (!pair) return std::nullopt;
  X509 *made = pair->certificate.get(), *issuer = authority.certificate.get();
  const bool good = X509_set_issuer_name(made, X509_get_subject_name(issuer)) == 1 &&
                    add_extension(made, issuer, NID_basic_constraints, "critical,CA:FALSE") &&
                    add_extension(made, issuer, NID_key_usage, "critical,digitalSignature") &&
                    add_extension(made, issuer, NID_ext_key_usage, "serverAuth") &&
                    add_extension(made, issuer, NID_subject_key_identifier, "hash") &&
                    add_extension(made, issuer, NID_authority_key_identifier, "keyid:always") &&
                    add_extension(made, issuer, NID_subject_alt_name, alternative_names(names)) &&
                    X509_sign(made, authority.key.get(), EVP_sha256()) > 0;
  if (!good) return std::nullopt;
  return pair;
}

/// Whether whoever trusts this authority takes this certificate: as a browser looks at it, names it may vouch
/// for included.
bool vouches(const Pair& authority, X509* certificate, std::int64_t now) {
  const std::unique_ptr<X509_STORE, Ended<X509_STORE, X509_STORE_free>> trusted(X509_STORE_new());
  const std::unique_ptr<X509_STORE_CTX, Ended<X509_STORE_CTX, X509_STORE_CTX_free>> context(
      X509_STORE_CTX_new());
  if (!trusted || !context || X509_STORE_add_cert(trusted.get(), authority.certificate.get()) != 1 ||
      X509_STORE_CTX_init(context.get(), trusted.get(), certificate, nullptr) != 1)
    return false;
  X509_STORE_CTX_set_time(context.get(), 0, now);
  X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_SSL_SERVER);
  return X509_verify_cert(context.get()) == 1;
}

std::vector<std::string> names_in(X509* certificate) {
  std::vector<std::string> found;
  auto* names =
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
  if (names == nullptr) return found;
  for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names, i);
    if (name->type == GEN_DNS) {
      const ASN1_IA5STRING* text = name->d.dNSName;
      found.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                         static_cast<std::size_t>(ASN1_STRING_length(text)));
    } else if (name->type == GEN_IPADD && ASN1_STRING_length(name->d.iPAddress) == 4) {
      const unsigned char* at = ASN1_STRING_get0_data(name->d.iPAddress);
      found.push_back(std::to_string(at[0]) + '.' + std::to_string(at[1]) + '.' + std::to_string(at[2]) +
                      '.' + std::to_string(at[3]));
    }
  }
  GENERAL_NAMES_free(names);
  return found;
}

/// Only its owner may read it, also where it was there before.
Result<void> make_private_folder(const fs::path& folder) {
  std::error_code code;
  fs::create_directories(folder, code);
  if (!code && ::chmod(folder.c_str(), S_IRWXU) != 0)
    code = std::make_error_code(std::errc::permission_denied);
  if (!code) return {};
  return failure(
      Error{.message = "the certificate for other devices cannot be kept",
            .file = folder.string(),
            .advice = "Its folder has to be one that you may write to; or bring a certificate of your own "
                      "(--cert and --key)."});
}

Result<void> keep(const fs::path& certificate, const fs::path& key, const Pair& pair,
                  const std::string& more) {
  // The key first: a certificate without its key is found to be none, and made anew.
  HAMSTRING_TRY_DO(write_file(key, pem_of(pair.key.get()), Readers::owner));
  return write_file(certificate, pem_of(pair.certificate.get()) + more, Readers::owner);
}

std::unexpected<Error> no_certificate() {
  return failure(Error{.message = "this machine's TLS library could not make a certificate",
                       .advice = "Bring one of your own: --cert and --key."});
}

}  // namespace

std::vector<std::string> reachable(const HouseNames& names) {
  std::vector<std::string> found;
  for (const std::string& address : names.addresses)
    if (!address.starts_with("127.")) found.push_back(address);
  // A name without a dot is found in few networks.
  for (const std::string& host : names.hosts)
    if (host.contains('.')) found.push_back(host);
  return found;
}

Result<OwnCertificate> own_certificate(const fs::path& folder, const HouseNames& names, std::int64_t now) {
  HAMSTRING_TRY_DO(make_private_folder(folder));
  const fs::path authority_file = folder / "authority.pem", authority_key = folder / "authority-key.pem";
  OwnCertificate own{
      .chain = folder / "server.pem", .key = folder / "server-key.pem", .authority = {}, .fingerprint = {}};
  auto authority = read_pair(authority_file, authority_key);
  auto server = authority ? read_pair(own.chain, own.key) : std::nullopt;
  std::vector<std::string> wanted = names.hosts;
  wanted.insert(wanted.end(), names.addresses.begin(), names.addresses.end());
  const bool fits = server && names_in(server->certificate.get()) == wanted &&
                    end_of(server->certificate.get(), now) > now + renewed_before_s &&
                    vouches(*authority, server->certificate.get(), now);
  if (!fits) {
    server = authority ? make_server(names, *authority, now) : std::nullopt;
    if (!server || !vouches(*authority, server->certificate.get(), now)) {
      authority = make_authority(names, now);
      server = authority ? make_server(names, *authority, now) : std::nullopt;
      if (!server || !vouches(*authority, server->certificate.get(), now)) return no_certificate();
      HAMSTRING_TRY_DO(keep(authority_file, authority_key, *authority, ""));
    }
    HAMSTRING_TRY_DO(keep(own.chain, own.key, *server, pem_of(authority->certificate.get())));
  }
  own.authority = der_of(authority->certificate.get());
  own.fingerprint = fingerprint_of(authority->certificate.get());
  own.until = end_of(authority->certificate.get(), now);
  return own;
}

std::vector<std::string> names_in_certificate(const fs::path& certificate) {
  const auto text = read_file(certificate, pem_max);
  if (!text) return {};
  const Bio bio(BIO_new_mem_buf(text->data(), static_cast<int>(text->size())));
  const Certificate read(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
  return read ? names_in(read.get()) : std::vector<std::string>{};
}

}  // namespace hamstring::server
