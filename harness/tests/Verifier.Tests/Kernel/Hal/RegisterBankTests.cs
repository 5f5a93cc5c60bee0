using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Hal;

/// <summary>What a driver reads from and writes to a device's ports and registers.</summary>
public sealed class RegisterBankTests : KernelFixture
{
    private const ulong Port = 0x3F8;
    private const ulong Physical = 0xFED0_0FF0;

    [Test]
    public void Port_that_no_device_has_reads_as_ones_and_keeps_nothing()
    {
        Driver.WRITE_PORT_ULONG(0x80, 0);
        Assert.That((Driver.READ_PORT_UCHAR(0x80), Driver.READ_PORT_USHORT(0x80), Driver.READ_PORT_ULONG(0xFFFE)), Is.EqualTo((0xFF, 0xFFFF, 0xFFFF_FFFF)));
    }

    [Test]
    public void Ports_keep_what_is_written_the_lowest_byte_first()
    {
        Ports();
        Driver.WRITE_PORT_ULONG(Port, 0x44332211);
        Assert.That((Driver.READ_PORT_UCHAR(Port + 3), Driver.READ_PORT_USHORT(Port + 1)), Is.EqualTo((0x44, 0x3322)));
        Assert.That(Driver.READ_PORT_ULONG(Port + 6), Is.EqualTo(0xFFFF_0000), "the last two ports are another device's, or nobody's");
    }

    [Test]
    public void Reads_return_their_values_in_turn_and_then_the_value()
    {
        Ports(new DeviceRegister("r", 0, 1) { Value = 9, Reads = [1, 2] });
        Assert.That(Enumerable.Range(0, 4).Select(_ => Driver.READ_PORT_UCHAR(Port)), Is.EqualTo(new byte[] { 1, 2, 9, 9 }));
    }

    [Test]
    public void Read_clears_its_bits_after_it_has_returned_them()
    {
        Ports(new DeviceRegister("r", 0, 2) { Value = 0x1FF, ClearsOnRead = 0x10F });
        Assert.That(Driver.READ_PORT_UCHAR(Port), Is.EqualTo(0xFF), "bits of the byte that is not read stay");
        Assert.That(Driver.READ_PORT_USHORT(Port), Is.EqualTo(0x1F0));
        Assert.That(Driver.READ_PORT_USHORT(Port), Is.EqualTo(0x0F0));
    }

    [TestCase(0x03u, 0xFCu)]
    [TestCase(0xFFu, 0xF0u)]
    [TestCase(0x00u, 0xFFu)]
    public void Writing_a_one_clears_the_bit(uint written, uint left)
    {
        Ports(new DeviceRegister("r", 0, 1) { Value = 0xFF, ClearsOnWrite = 0x0F, SetsOnWrite = 0xF0 });
        Driver.WRITE_PORT_UCHAR(Port, (byte)written);
        Assert.That(Driver.READ_PORT_UCHAR(Port), Is.EqualTo(left));
    }

    [Test]
    public void Writing_a_one_sets_the_bit_and_a_zero_leaves_it()
    {
        Ports(new DeviceRegister("r", 0, 1) { Value = 0x10, SetsOnWrite = 0xF0 });
        Driver.WRITE_PORT_UCHAR(Port, 0x25);
        Assert.That(Driver.READ_PORT_UCHAR(Port), Is.EqualTo(0x35));
    }

    [Test]
    public void Register_that_is_read_only_keeps_its_value()
    {
        Ports(new DeviceRegister("r", 1, 2) { Value = 0x1234, IsReadOnly = true });
        Driver.WRITE_PORT_ULONG(Port, 0xFFFFFFFF);
        Assert.That(Driver.READ_PORT_ULONG(Port), Is.EqualTo(0xFF12_34FF));
    }

    [Test]
    public void Write_changes_what_the_device_changes_then()
    {
        Ports(
            new DeviceRegister("command", 0, 1) { WhenWritten = [new DeviceChange("status") { Value = 0x80 }, new DeviceChange("data") { Reads = [7, 8] }] },
            new DeviceRegister("status", 1, 1),
            new DeviceRegister("data", 2, 1));
        Driver.WRITE_PORT_UCHAR(Port, 1);
        Assert.That(Driver.READ_PORT_UCHAR(Port + 1), Is.EqualTo(0x80));
        Assert.That(Enumerable.Range(0, 3).Select(_ => Driver.READ_PORT_UCHAR(Port + 2)), Is.EqualTo(new byte[] { 7, 8, 0 }));
    }

    [Test]
    public void Buffer_routines_use_one_port_and_successive_registers()
    {
        Ports(new DeviceRegister("r", 0, 1) { Reads = [1, 2, 3] });
        var buffer = Driver.Local(16);
        Driver.READ_PORT_BUFFER_UCHAR(Port, buffer, 3);
        Assert.That(buffer.Read<uint>() & 0xFFFFFF, Is.EqualTo(0x030201));
        var registers = Map(new DeviceRegister("m", 4, 4) { Reads = [5] });
        Driver.WRITE_REGISTER_BUFFER_ULONG(registers, buffer, 1);
        Driver.READ_REGISTER_BUFFER_ULONG(registers, buffer, 2);
        Assert.That((buffer.Read<uint>() & 0xFFFFFF, buffer.Read<uint>(4)), Is.EqualTo((0x030201, 5)));
    }

    [Test]
    public void Memory_of_a_device_has_its_contents_across_pages_however_it_is_read()
    {
        var registers = Map(new DeviceRegister("r", 0x20, 4) { Value = 0x11223344 });
        Assert.That((registers.Read<byte>(), registers.Read<byte>(0x0F), registers.Read<byte>(0x10)), Is.EqualTo((0xA0, 0xAF, 0xB0)));
        Assert.That((registers.Read<uint>(0x20), Driver.READ_REGISTER_ULONG(registers + 0x20)), Is.EqualTo((0x11223344, 0x11223344)));
    }

    [Test]
    public void Register_of_memory_has_effects_through_its_routines_only()
    {
        var registers = Map(new DeviceRegister("r", 0x20, 8) { Value = 3, Reads = [1], ClearsOnRead = 1 });
        Assert.That(registers.Read<ulong>(0x20), Is.EqualTo(3));
        Assert.That(Driver.READ_REGISTER_ULONG64(registers + 0x20), Is.EqualTo(1));
        Assert.That((Driver.READ_REGISTER_USHORT(registers + 0x20), Driver.READ_REGISTER_UCHAR(registers + 0x20)), Is.EqualTo((2, 2)));
    }

    [Test]
    public void Device_changes_memory_that_the_driver_has_not_mapped_yet()
    {
        Install(new DeviceRegister("r", 0x20, 4));
        Machine.Hardware.Apply([new DeviceChange("r") { Value = 5 }, new DeviceChange("m", 0x30) { Bytes = new byte[] { 6 } }]);
        var registers = Driver.MmMapIoSpace(Physical, 0x100, MEMORY_CACHING_TYPE.MmNonCached);
        Assert.That((Driver.READ_REGISTER_ULONG(registers + 0x20), registers.Read<byte>(0x30), registers.Read<byte>()), Is.EqualTo((5, 6, 0xA0)));
    }

    [Test]
    public void Register_routines_on_other_memory_read_and_write_it()
    {
        var local = Driver.Local(8);
        Driver.WRITE_REGISTER_ULONG64(local, 0x0102030405060708);
        Assert.That((Driver.READ_REGISTER_UCHAR(local), Driver.READ_REGISTER_USHORT(local + 1), local.Read<ulong>()), Is.EqualTo((8, 0x0607, 0x0102030405060708)));
    }

    [Test]
    public void Register_that_is_not_mapped_is_a_fault() => AssertBugCheck(
        BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA,
        () =>
        {
            var registers = Map();
            Driver.MmUnmapIoSpace(registers, 0x100);
            Driver.READ_REGISTER_UCHAR(registers);
        });

    [Test]
    public void Driver_that_polls_for_ever_is_a_hang()
    {
        Ports();
        Assert.That(
            () =>
            {
                while ((Driver.READ_PORT_UCHAR(Port) & 1) == 0)
                {
                }
            },
            Throws.InstanceOf<MachineStopped>());
        Assert.That(Machine.Stopped!.Detail, Does.Contain("made 1,000,000 accesses to ports and registers without coming to an end"));
    }

    [Test]
    public void Machine_that_starts_over_has_no_devices()
    {
        Ports();
        Restart(Machine.Profile);
        Assert.That(Driver.READ_PORT_UCHAR(Port), Is.EqualTo(0xFF));
    }

    private void Ports(params DeviceRegister[] registers) =>
        Machine.Hardware.Install(new DeviceHardware { Ports = [new DeviceRange("p", 8) { Start = Port, Registers = [.. registers] }] });

    private void Install(params DeviceRegister[] registers) => Machine.Hardware.Install(new DeviceHardware
    {
        Memory =
        [
            new DeviceRange("m", 0x1100)
            {
                Start = Physical,
                Contents = Enumerable.Range(0xA0, 0x20).Select(i => (byte)i).ToArray(),
                Registers = [.. registers],
            },
        ],
    });

    private Pointer Map(params DeviceRegister[] registers)
    {
        Install(registers);
        return Driver.MmMapIoSpace(Physical, 0x100, MEMORY_CACHING_TYPE.MmNonCached);
    }
}
