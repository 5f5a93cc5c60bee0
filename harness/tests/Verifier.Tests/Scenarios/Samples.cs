namespace Verifier.Tests.Scenarios;

/// <summary>Scripts that several tests read.</summary>
internal static class Samples
{
    /// <summary>A script with every word of the language.</summary>
    public const string Everything = """
        scenario: sample
        says: Every word once.
        drivers: [sample-*, drivers/toaster.sys]
        regression: true
        system: { profile: windows-xp-x86, nonpaged-pool: 8MiB, paged-pool: 16MiB, system-ptes: 512, map-registers: 64 }
        verifier:
          options: [standard, irp-logging]
          flags: 0x200
          low-resources: { probability: 10%, tags: [Tag1, Fred], applications: [notepad.exe], delay: 0s }
          ndis-low-resources: true
        device:
          id: PCI\VEN_8086&DEV_100E
          instance: 3&11583659&0&18
          hardware-ids: [PCI\VEN_8086&DEV_100E&REV_02, PCI\VEN_8086&DEV_100E]
          compatible-ids: ["*PNP0501", PCI\CC_0200]
          class: Net
          class-guid: 4d36e972-e325-11ce-bfc1-08002be10318
          description: Acme network adapter
          manufacturer: Acme
          friendly-name: The first one
          location: PCI bus 2, device 3, function 0
          bus: pci
          bus-number: 2
          address: 0x30000
          ui-number: 4
        hardware:
          memory:
            - name: regs
              at: 0xFED00000
              length: 4KiB
              contents: "hex:86 80"
              registers:
                status: { offset: 0x10, width: 4, value: 0x80, clear-on-write: 0xF, set-on-write: 0x10 }
                command: { offset: 0x14, on-write: { status: 0x81, fifo: [1, 2], regs+0x20: "hex:01 02" } }
                id: { offset: 0x18, width: 2, read-only: true, value: 0x1234 }
          ports:
            - { name: uart, at: 0x3F8, length: 8, registers: { fifo: { offset: 0, reads: [0x41, 0x42], clear-on-read: 0xFF } } }
            - { length: 16, contents: "random:4" }
          interrupts: [ { status: 0x1 }, {} ]
        registry:
          service\Parameters: { Depth: 7, Label: "text:disk", Where: "expand:%SystemRoot%\\x", Big: "qword:0x100000000", List: [one, two], Blob: "hex:01 02" }
          HKLM\Software\Acme: { (default): "text:", Odd: { type: REG_SZ, data: "hex:61 00" }, Key: "random:16" }
          device: {}
        seed: 0x5EED
        below:
          - code: 0x220003
            minor: IRP_MN_SET_POWER
            has: { in: argument1, at: 2, data: "hex:0B 00" }
            times: 2
            status: STATUS_UNSUCCESSFUL
            information: 4
            put: [ { into: argument1, pointer-at: 0x28, at: 4, data: "text:reply" }, { into: argument2, mdl-at: 0x30, data: "fill:8:AA" } ]
            delay: 10ms
          - { major: read, pending: true }
        files:
          - { path: \??\C:\config dir\config.bin, data: "text:depth=4", read-only: true }
          - { path: \SystemRoot\Logs, directory: true }
        workload:
          - load
          - start: { name: first-start }
          - query-stop
          - cancel-stop
          - stop
          - start
          - query-remove
          - cancel-remove
          - open: { device: \Device\Sample, as: h, process: notepad.exe }
          - open: { device: \Device\Sample, as: other, file: \channel 0, disposition: open-if, options: [directory, synchronous-alert], access: [read, delete], share: [] }
          - query-information: { on: other, class: FileStandardInformation, out: 24, varies: 0..7 }
          - set-information: { on: other, class: 20, data: "hex:00 10 00 00 00 00 00 00", status: STATUS_NO_MEMORY }
          - close: other
          - read: { on: h, length: 4KiB, offset: 512, at-least: 1, varies: 8..11, overlapped: true, name: slow }
          - write: { on: h, data: "text:hello", at-least: 2 }
          - ioctl: { on: h, code: 0x222000, in: "hex:01 02", out: 64, varies: [0, 4..7], status: [STATUS_SUCCESS, 0xC000009A], name: ask }
          - internal-ioctl: { on: h, code: 0x220003, in: "random:16" }
          - flush: h
          - power: D3
          - power: { to: S0, query: true }
          - wmi: reginfo
          - wmi: { request: query-all-data, guid: 6d5140c1-7436-11ce-8034-00aa006009fa, out: 256, varies: 255 }
          - interrupt
          - system-event: { event: process-create, process: notepad.exe, command-line: notepad.exe a.txt }
          - system-event: { event: image-load, image: \Windows\System32\a b.dll, process: notepad.exe }
          - system-event: { event: interface-arrival, class: 6d5140c1-7436-11ce-8034-00aa006009fa, link: \??\USB#1, status: STATUS_SUCCESS, name: arrival }
          - interrupt: { line: 1, changes: { status: 0x2, fifo: [0x43], uart+4: "fill:2:FF" } }
          - cancel: slow
          - wait: { operation: slow, timeout: 5s }
          - wait
          - advance: 10ms
          - check: { operation: ask, status: [STATUS_SUCCESS, 0xC000009A], information: "<= 64", output: "hex:01", pending: false }
          - repeat: { times: 3, do: [ { advance: 1ms } ] }
          - burst: { count: 4, do: [ { write: { on: h, data: "fill:64:AA" } } ] }
          - parallel: [ [ { read: { on: h, length: 1 } } ], [ { flush: h } ] ]
          - parallel: { count: 2, do: [ { open: { device: \Device\Sample, as: own } }, { close: own } ] }
          - fault-suspend
          - pressure: { spike: { bytes: 4MiB, every: 50ms, for: 10ms, pool: paged } }
          - pressure: { fragment: { bytes: 4MiB, block: 64 } }
          - pressure: trim
          - pressure: { hold: { bytes: 1MiB, as: hog } }
          - pressure: { release: hog }
          - fault-resume
          - close: h
          - surprise-remove
          - remove
          - unload
        faults:
          - fail: [ExAllocatePoolWithTag, "IoAllocate*", map]
            as: raise
            status: STATUS_NO_MEMORY
            name: rule
            where:
              tag: "mem*"
              pool: paged
              size: 64..128
              irql: ">= DISPATCH_LEVEL"
              phase: [dispatch, dpc]
              operation: ask
              driver: "sample-*"
              ddi: ExAllocatePoolWithTag
              stack: { require: ["Update*"], reject: ["*Cleanup"] }
            when: { nth: [3, 7..9], after: 2, delay: ask, space: 64KiB, persistent: true }
          - { fail: pool, when: { probability: 600/10000, seed: 7, interval: 2, times: 5, delay: 1ms } }
          - { fail: irp, when: { ordinal: 17 } }
          - { fail: mdl, when: { limit: 1MiB } }
          - { fail: wait, as: alerted, when: { stack: new } }
        explore:
          how: [each, random]
          budget: { runs: 10000, time: 10min }
          shard: 1/4
          exclude: [8f3a21c0d4e5b677]
          benign: [ { site: "* in LogEvent*", why: the log is best effort } ]
          probability: 5%
          repeats: 20
          seed: 3
        expect:
          - { driver: sample-naive, finding: bugcheck, bugcheck: 0xC4, parameters: [0x62, any], ddi: "ExAllocate*", count: ">= 1" }
          - { finding: wrong-status, status: STATUS_UNSUCCESSFUL, operation: ask }
          - { outcome: graceful }

        """;
}
