# shellcheck shell=bash
# `./dev package`: the Debian packages in build-package/, and the bundle for a
# machine without network. Sourced by dev.
# shellcheck disable=SC2153,SC2154  # what dev sets

PACKAGED=$ROOT/build-package

# The packages from a source archive, so that what the archive lacks is found. No
# test runs here, and nothing reaches for the network: root sees to that.
package_build() {
	local version source alone=()
	((EUID != 0)) || alone=(unshare --net)
	build build || fail "the build is broken" "${build_cure[@]}"
	quietly "Making the source archive" "$STATE/log/package.dist.log" make -C build dist || return 1
	version=$(dpkg-parsechangelog --show-field Version)
	rm -rf "$PACKAGED"
	mkdir -p "$PACKAGED/source"
	source=$PACKAGED/source/gongkai-$version
	tar -C "$PACKAGED/source" -xf "build/gongkai-$version.tar.xz" || return 1
	[[ -d $source ]] || fail "configure.ac and debian/changelog have different versions"
	quietly "Building the packages" "$STATE/log/package.build.log" \
		"${alone[@]}" env -C "$source" DEB_BUILD_OPTIONS="nocheck parallel=$(nproc)" dpkg-buildpackage -b -uc -us || return 1
	quietly "Checking them with lintian" "$STATE/log/package.lintian.log" \
		lintian --display-info --fail-on error,warning,info "$PACKAGED"/source/*.changes || return 1
	mv "$PACKAGED"/source/*.deb "$PACKAGED/"
	rm -rf "$PACKAGED/source"
}

package_bundle() {
	local name
	name=gongkai-$(dpkg-parsechangelog --show-field Version)-bundle-$(dpkg --print-architecture)
	quietly "Collecting what the packages depend on" "$STATE/log/package.bundle.log" \
		debian/make-bundle "$PACKAGED" "$name" "$STATE/bundle" || return 1
	tar -C "$PACKAGED" -cf "$PACKAGED/$name.tar" "$name"
}
