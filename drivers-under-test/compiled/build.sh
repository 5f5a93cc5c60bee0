#!/usr/bin/env bash
# Builds every compiled driver into its folder: bash drivers-under-test/compiled/build.sh [OUTPUT]
# With OUTPUT the results go there instead, in folders of the same names.
# Needs Debian's packages clang-19, lld-19, llvm-19 and mingw-w64-x86-64-dev. The same versions give the same bytes.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "${1:-$here}"
output=$(cd "${1:-$here}" && pwd)
objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT

# Paths in debug information are relative to the repository, below a root that no machine has.
cd "$here/../.."
source=drivers-under-test/compiled
headers=/usr/share/mingw-w64/include

compiler=(
    clang-19 --target=x86_64-w64-mingw32 -c -std=gnu11 -O2
    # Structured exception handling, for loads and stores too.
    -fms-extensions -Xclang -fasync-exceptions -fexceptions
    # One stack frame a routine, as the source reads: what the compiler must inline is marked so in the headers.
    -finline-hint-functions -fno-optimize-sibling-calls
    # No section for each function: lld-link drops the unwind data that clang names after such sections (.pdata$NAME).
    -fno-ident -fno-auto-import
    -gline-tables-only -gcodeview -gno-codeview-command-line -fdebug-compilation-dir=. "-fdebug-prefix-map=$headers=mingw-w64"
    -Wall -Wextra -Werror
    # Pool tags are character constants of four letters; the headers have their own warnings.
    -Wno-multichar -Wno-four-char-constants -D_CLANG_DISABLE_CRT_DEPRECATION_WARNINGS
    -isystem "$headers" -isystem "$headers/ddk"
    "-I$source/common" "-I$source/interrupt-device"
)

linker=(
    lld-link-19 /driver:wdm /release /subsystem:native,10.0 /entry:DriverEntry /nodefaultlib /machine:x64
    /Brepro /debug /opt:ref,noicf '/pdbsourcepath:C:\verifier'
    # The names say what the memory manager does with them: PAGE* can be paged out, INIT is discarded after DriverEntry.
    /section:INIT,ERD /section:PAGE,ER /section:PAGEDISK,ER /section:PAGEDATA,RW
)

# compile FOLDER/FILE.c: builds one object file.
compile() {
    mkdir -p "$objects/$(dirname "$1")"
    "${compiler[@]}" "$source/$1" -Xclang "-object-file-name=${1%.c}.o" -o "$objects/${1%.c}.o"
}

# driver NAME SOURCE...: links NAME.sys and NAME.pdb into the folder of the first source.
driver() {
    local name=$1 folder
    folder=$(dirname "$2")
    shift
    mkdir -p "$output/$folder"

    # The linker writes its input names into the PDB: relative ones.
    (cd "$objects" && "${linker[@]}" "${@/%.c/.o}" ntoskrnl.lib hal.lib "/pdbaltpath:$name.pdb" "/pdb:$name.pdb" "/out:$name.sys")
    chmod 644 "$objects/$name.sys"
    mv "$objects/$name.sys" "$objects/$name.pdb" "$output/$folder/"
}

# Each source once, as many at a time as there are processors.
cd "$source"
sources=(*/*.c)
cd "$OLDPWD"
for file in "${sources[@]}"; do
    while (($(jobs -rp | wc -l) >= $(nproc))); do
        wait -n
    done
    compile "$file" &
done
while (($(jobs -rp | wc -l) > 0)); do
    wait -n
done

for library in ntoskrnl hal; do
    llvm-dlltool-19 -m i386:x86-64 -d "$source/common/$library.def" -l "$objects/$library.lib"
done

driver array-cache-naive-c array-cache/cache.c array-cache/naive.c
driver array-cache-naive-pointer-c array-cache/cache.c array-cache/naive_pointer.c
driver array-cache-swap-c array-cache/cache.c array-cache/swap.c
driver array-cache-static-c array-cache/cache.c array-cache/static.c
driver array-cache-lookaside-c array-cache/cache.c array-cache/lookaside.c

interrupt=(interrupt-device/interrupt.c interrupt-device/pnp.c)
driver isr-dpc-paged-c isr-dpc/sampler.c isr-dpc/sampler_paged.c "${interrupt[@]}"
driver isr-dpc-nonpaged-c isr-dpc/sampler.c isr-dpc/sampler_nonpaged.c "${interrupt[@]}"
driver isr-dpc-greedy-c isr-dpc/translator.c isr-dpc/translator_greedy.c
driver isr-dpc-frugal-c isr-dpc/translator.c isr-dpc/translator_frugal.c

driver must-succeed-c must-succeed/recorder.c must-succeed/must_succeed.c
driver must-succeed-fixed-c must-succeed/recorder.c must-succeed/fixed.c

driver leaky-error-path-c leaky/notebook.c leaky/create_note_leaky.c leaky/free_notebook.c
driver leaky-unload-c leaky/notebook.c leaky/create_note.c leaky/free_notebook_leaky.c
driver leaky-fixed-c leaky/notebook.c leaky/create_note.c leaky/free_notebook.c

driver mdl-mapper-c mdl-mapper/mapper.c mdl-mapper/map.c mdl-mapper/neither.c
driver mdl-mapper-trusting-c mdl-mapper/mapper.c mdl-mapper/map_safe.c mdl-mapper/neither_trusting.c
driver mdl-mapper-fixed-c mdl-mapper/mapper.c mdl-mapper/map_safe.c mdl-mapper/neither.c

pnp=(pnp-function/function.c pnp-function/pnp.c pnp-function/queue.c pnp-function/sampling.c)
driver pnp-function-flawed-c "${pnp[@]}" pnp-function/flawed.c
driver pnp-function-correct-c "${pnp[@]}" pnp-function/correct.c

# job_queue NAME ENQUEUE ALLOCATE DIGEST BUFFER: a job queue made of these four parts.
job_queue() {
    driver "job-queue-$1-c" job-queue/queue.c job-queue/jobs.c job-queue/sum.c "${@:2}"
}

job_queue correct job-queue/enqueue.c job-queue/allocate.c job-queue/digest.c job-queue/buffer.c
job_queue swallowing job-queue/enqueue_swallowing.c job-queue/allocate.c job-queue/digest.c job-queue/buffer.c
job_queue hasty job-queue/enqueue_hasty.c job-queue/allocate.c job-queue/digest.c job-queue/buffer.c
job_queue overcharged job-queue/enqueue_overcharged.c job-queue/allocate.c job-queue/digest.c job-queue/buffer.c
job_queue hoarder job-queue/enqueue.c job-queue/allocate_hoarder.c job-queue/digest.c job-queue/buffer.c
job_queue stuck job-queue/enqueue.c job-queue/allocate.c job-queue/digest_stuck.c job-queue/buffer.c
job_queue degraded job-queue/enqueue.c job-queue/allocate.c job-queue/digest.c job-queue/buffer_degraded.c

worker=(job-worker/worker.c job-worker/thread.c job-worker/queue.c)
driver job-worker-flawed-c "${worker[@]}" job-worker/flawed.c
driver job-worker-correct-c "${worker[@]}" job-worker/correct.c

bus=(bus-enumerator/bus.c bus-enumerator/fdo.c bus-enumerator/child.c)
driver bus-enumerator-flawed-c "${bus[@]}" bus-enumerator/report_flawed.c
driver bus-enumerator-correct-c "${bus[@]}" bus-enumerator/report.c

filter=(upper-filter/filter.c upper-filter/pnp.c)
driver upper-filter-flawed-c "${filter[@]}" upper-filter/pass_flawed.c
driver upper-filter-correct-c "${filter[@]}" upper-filter/pass.c

guarded=(guarded/guarded.c guarded/lower.c guarded/order.c)
driver guarded-flawed-c "${guarded[@]}" guarded/sum_flawed.c
driver guarded-correct-c "${guarded[@]}" guarded/sum.c

serial=(serial-port/serial.c serial-port/pnp.c serial-port/uart.c serial-port/ring.c serial-port/requests.c serial-port/control.c)
driver serial-port-flawed-c "${serial[@]}" serial-port/flawed.c
driver serial-port-correct-c "${serial[@]}" serial-port/correct.c

disk=(virtual-disk/disk.c virtual-disk/transfer.c)
driver virtual-disk-flawed-c "${disk[@]}" virtual-disk/lock_flawed.c
driver virtual-disk-correct-c "${disk[@]}" virtual-disk/lock.c

# An export driver, and the import library of its clients.
llvm-dlltool-19 -m i386:x86-64 -d "$source/class-library/library.def" -l "$objects/class-library.lib"
exports=(/export:DllInitialize,PRIVATE /export:DllUnload,PRIVATE /export:ClassOpenSession /export:ClassCloseSession /export:ClassSessionCount,@7,NONAME)
driver class-library class-library/library.c "${exports[@]}"
client=(class-library/client.c class-library.lib)
driver class-client-flawed-c "${client[@]}" class-library/open_flawed.c
driver class-client-correct-c "${client[@]}" class-library/open.c

driver canary-sound-c canary/canary.c canary/sound.c
driver canary-use-after-free-c canary/canary.c canary/use_after_free.c
driver canary-null-call-c canary/canary.c canary/null_call.c
driver canary-paged-at-dispatch-c canary/canary.c canary/paged_at_dispatch.c

driver unmodelled-popup-c unmodelled/memo.c unmodelled/report_popup.c
driver unmodelled-print-c unmodelled/memo.c unmodelled/report_print.c

{
    clang-19 --version | head -n 1
    lld-link-19 --version
    dpkg-query -W -f 'mingw-w64-common ${Version}\n' mingw-w64-common
} > "$output/TOOLCHAIN.txt"
