#!/bin/sh
# Builds the fixtures again, byte for byte. Needs clang-19, lld-19 and the import library of mingw-w64.
set -eu
cd "$(dirname "$0")"

here=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp counter.c counter.h /usr/x86_64-w64-mingw32/lib/libntoskrnl.a "$work"
cd "$work"

# $1: name of the image; $2: options that choose the debug information; $3: more options of the linker.
build() {
    clang-19 --target=x86_64-w64-mingw32 -O1 -ffreestanding -mno-stack-arg-probe -fno-ident -fdebug-compilation-dir=. $2 \
        -c counter.c -o "$1.o"
    ld.lld-19 -m i386pep --subsystem=native --entry=DriverEntry $3 "$1.o" libntoskrnl.a -o "$1.sys"
    cp "$1.sys" "$here"
}

# The linker makes the PDB's GUID from the image's bytes, and a path is recorded below the source path only.
build counter "-g -gcodeview -gno-codeview-command-line" \
    "--pdb=counter.pdb -Xlink=/brepro -Xlink=/pdbsourcepath:C:\\fixture -Xlink=/pdbaltpath:C:\\fixture\\counter.pdb"
cp counter.pdb "$here"

for version in 2 3 4 5; do
    build "dwarf$version" "-g -gdwarf-$version" "--no-insert-timestamp"
done

chmod 644 "$here"/*.sys
