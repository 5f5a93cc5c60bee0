using Verifier.Kernel;
using Verifier.Scenarios.Model;
using Verifier.Tests.Kernel.Io;

namespace Verifier.Tests.Engine.Execution.Words;

/// <summary>The device that a script's <c>hardware</c> describes is the one that the driver is given and talks to.</summary>
public sealed class HardwareWordTests : WordsFixture
{
    private const string Uart =
        """
        hardware:
          memory: [ { length: 8KiB }, { name: regs, at: 0xFED00000, length: 0x100, contents: "hex:01 02", registers: { id: { offset: 4, value: 7 } } } ]
          ports:
            - name: uart
              at: 0x3F8
              length: 8
              registers:
                data: { offset: 0, reads: [0x41] }
                status: { offset: 5, value: 0x60, clear-on-read: 0x01 }
          interrupts: [ { status: 0x61 }, {} ]
        """;

    [Test]
    public void Resource_list_has_interrupts_memory_and_ports_as_they_are_declared() => AssertPassed(Start(Uart, (_, location) =>
    {
        Assert.That(Descriptors(location.AllocatedResourcesTranslated), Is.EqualTo(new[]
        {
            "interrupt 0x51", "interrupt 0x52", "memory 0xFEB00000 0x2000", "memory 0xFED00000 0x100", "port 0x3F8 0x8",
        }));
        Assert.That(Descriptors(location.AllocatedResources), Has.Length.EqualTo(5));
        return NTSTATUS.STATUS_SUCCESS;
    }));

    [Test]
    public void Plain_device_has_a_page_32_ports_and_an_interrupt() => AssertPassed(Start("", (driver, location) =>
    {
        Assert.That(Descriptors(location.AllocatedResourcesTranslated), Is.EqualTo(new[] { "interrupt 0x51", "memory 0xFEB00000 0x1000", "port 0xC000 0x20" }));
        driver.WRITE_PORT_UCHAR(0xC01F, 5);
        Assert.That((driver.READ_PORT_UCHAR(0xC01F), driver.READ_PORT_UCHAR(0xC020)), Is.EqualTo((5, 0xFF)));
        return NTSTATUS.STATUS_SUCCESS;
    }));

    [Test]
    public void Device_without_an_interrupt_gets_none() => AssertPassed(Start("hardware: { interrupts: [] }", (_, location) =>
    {
        Assert.That(Descriptors(location.AllocatedResourcesTranslated), Is.Empty);
        return NTSTATUS.STATUS_SUCCESS;
    }));

    [Test]
    public void Contents_and_registers_are_there_at_boot() => AssertPassed(Start(Uart, (driver, location) =>
    {
        var registers = driver.MmMapIoSpace(location.AllocatedResourcesTranslated[3].Start, 0x100, MEMORY_CACHING_TYPE.MmNonCached);
        Assert.That((driver.READ_REGISTER_USHORT(registers), driver.READ_REGISTER_ULONG(registers + 4)), Is.EqualTo((0x0201, 7)));
        driver.MmUnmapIoSpace(registers, 0x100);
        return NTSTATUS.STATUS_SUCCESS;
    }));

    [Test]
    public void Bus_chooses_places_that_are_free() => AssertPassed(Start(
        "hardware: { ports: [ { length: 33 }, { at: 0xC000, length: 8 }, { length: 4 } ], memory: [ { length: 1 }, { at: 0xFEB00000, length: 1 } ] }",
        (_, location) =>
        {
            Assert.That(Descriptors(location.AllocatedResourcesTranslated)[1..], Is.EqualTo(new[]
            {
                "memory 0xFEB01000 0x1", "memory 0xFEB00000 0x1", "port 0xC020 0x21", "port 0xC000 0x8", "port 0xC060 0x4",
            }));
            return NTSTATUS.STATUS_SUCCESS;
        }));

    [Test]
    public void Interrupt_changes_what_the_line_and_the_step_say_before_the_routine_runs()
    {
        var seen = new List<(byte Status, byte Data, byte After)>();
        var result = Run(
            Uart + """

            workload:
              - load
              - start
              - interrupt: { name: plain }
              - interrupt: { changes: { data: [0x42, 0x43] } }
              - interrupt: { line: 0, changes: { status: 0x6F, uart: "hex:44" } }
              - check: { operation: plain, information: 1 }
              - remove
              - unload
            """,
            () => Serial(seen));
        AssertPassed(result);
        Assert.That(seen, Is.EqualTo(new (byte, byte, byte)[] { (0x61, 0x41, 0x60), (0x61, 0x42, 0x60), (0x6F, 0x43, 0x6E) }));
    }

    [Test]
    public void Driver_that_waits_for_a_bit_that_never_comes_hangs_and_one_that_counts_does_not()
    {
        var hangs = Start(Uart, (driver, _) => WaitForBit(driver, tries: int.MaxValue));
        Assert.That(hangs.Findings.Select(f => f.Kind), Does.Contain(FindingKind.Hang));
        var gives = Start(Uart, (driver, _) => WaitForBit(driver, tries: 1000));
        Assert.That(gives.Findings, Is.Empty);
        AssertPassed(Start(Uart.Replace("value: 0x60", "value: 0x60, reads: [0, 0, 0x80]", StringComparison.Ordinal), (driver, _) => WaitForBit(driver, tries: 1000)));
    }

    [Test]
    public void Run_with_hardware_is_the_same_each_time()
    {
        static ulong Hash() => Run(
            Uart + "\nworkload: [ load, start, { interrupt: { changes: { data: [1] } } }, remove, unload ]", () => Serial([])).Run.TraceHash;

        var first = Hash();
        Assert.That(Hash(), Is.EqualTo(first));
    }

    private static PnpTestDriver Serial(List<(byte Status, byte Data, byte After)> seen)
    {
        var driver = new PnpTestDriver();
        var interrupt = Pointer.Null;
        driver.OnStart = location =>
        {
            var port = location.AllocatedResourcesTranslated[4].Start;
            return driver.IoConnectInterruptEx(driver.Pdo, out interrupt, (_, _) =>
            {
                seen.Add((driver.READ_PORT_UCHAR(port + 5), driver.READ_PORT_UCHAR(port), driver.READ_PORT_UCHAR(port + 5)));
                return true;
            }, Pointer.Null);
        };
        driver.OnPnp = (_, irp) =>
        {
            if (driver.IoGetCurrentIrpStackLocation(irp).MinorFunction == IRP_MN.IRP_MN_REMOVE_DEVICE)
            {
                driver.IoDisconnectInterruptEx(interrupt);
            }

            return null;
        };
        return driver;
    }

    private static NTSTATUS WaitForBit(PnpTestDriver driver, int tries)
    {
        while ((driver.READ_PORT_UCHAR(0x3FD) & 0x80) == 0)
        {
            if (--tries == 0)
            {
                return NTSTATUS.STATUS_DEVICE_NOT_READY;
            }
        }

        return NTSTATUS.STATUS_SUCCESS;
    }

    private static string[] Descriptors(CmResourceList list) =>
    [
        .. Enumerable.Range(0, list.Count).Select(i => list[i]).Select(d => d.Type switch
        {
            CM_RESOURCE_TYPE.CmResourceTypeInterrupt => $"interrupt 0x{d.Vector:X}",
            CM_RESOURCE_TYPE.CmResourceTypeMemory => $"memory 0x{d.Start:X} 0x{d.Length:X}",
            _ => $"port 0x{d.Start:X} 0x{d.Length:X}",
        }),
    ];
}
