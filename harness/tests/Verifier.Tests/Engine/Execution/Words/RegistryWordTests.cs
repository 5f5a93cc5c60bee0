using System.Text;
using Verifier.Engine.Execution;
using Verifier.Kernel;
using Verifier.Scenarios.Model;
using Verifier.Tests.Kernel.Io;
using static Verifier.Kernel.KEY_VALUE_INFORMATION_CLASS;

namespace Verifier.Tests.Engine.Execution.Words;

/// <summary>What a script's <c>registry</c> says is there for the driver to read.</summary>
public sealed class RegistryWordTests : WordsFixture
{
    private const string Services = @"\Registry\Machine\System\CurrentControlSet\Services\";
    private const string Enum = @"\Registry\Machine\System\CurrentControlSet\Enum\";
    private const string Class = @"\Registry\Machine\System\CurrentControlSet\Control\Class\{4d36e97d-e325-11ce-bfc1-08002be10318}";

    [TestCase("5", 4u, "05000000")]
    [TestCase("0xFFFFFFFF", 4u, "FFFFFFFF")]
    [TestCase("\"dword:7\"", 4u, "07000000")]
    [TestCase("qword:0x100000000", 11u, "0000000001000000")]
    [TestCase("text:ab", 1u, "610062000000")]
    [TestCase("\"text:\"", 1u, "0000")]
    [TestCase("expand:%a", 2u, "250061000000")]
    [TestCase("[a, b]", 7u, "6100000062000000" + "0000")]
    [TestCase("[]", 7u, "0000")]
    [TestCase("\"hex:01 02\"", 3u, "0102")]
    [TestCase("fill:3:AA", 3u, "AAAAAA")]
    [TestCase("{ type: REG_SZ, data: \"hex:61 00\" }", 1u, "6100")]
    [TestCase("{ type: REG_NONE, data: \"hex:\" }", 0u, "")]
    public void Value_has_the_type_and_the_bytes_that_the_script_says(string written, uint type, string bytes) => AssertPassed(Start(
        $"registry: {{ service\\Parameters: {{ Value: {written} }} }}",
        (driver, _) => Expect(driver, Services + @"pnp-driver\Parameters", "Value", type, bytes)));

    [TestCase(@"service", Services + "pnp-driver")]
    [TestCase(@"device", Enum + @"ROOT\pnp-driver\0000\Device Parameters")]
    [TestCase(@"device\Sub", Enum + @"ROOT\pnp-driver\0000\Device Parameters\Sub")]
    [TestCase(@"driver", Class + @"\0000")]
    [TestCase(@"class\Properties", Class + @"\Properties")]
    [TestCase(@"HKLM\Software\Acme", @"\Registry\Machine\Software\Acme")]
    [TestCase(@"\registry\machine\Software\Acme", @"\Registry\Machine\Software\Acme")]
    public void Key_is_where_windows_has_it(string written, string path) => AssertPassed(Start(
        $"registry: {{ '{written}': {{ Value: 7 }} }}", (driver, _) => Expect(driver, path, "Value", 4, "07000000")));

    [TestCase(Enum + @"ROOT\pnp-driver\0000\Device Parameters")]
    [TestCase(Class + @"\0000")]
    [TestCase(Services + "pnp-driver")]
    public void Device_and_service_have_their_keys_though_the_script_says_nothing(string path) =>
        AssertPassed(Start("", (driver, _) => Expect(driver, path, null, 0, "")));

    [Test]
    public void Default_value_has_an_empty_name() => AssertPassed(Start(
        "registry: { service: { (default): text:x } }", (driver, _) => Expect(driver, Services + "pnp-driver", "", 1, "78000000")));

    [Test]
    public void Key_without_values_is_there() => AssertPassed(Start(
        @"registry: { 'service\Empty': {} }", (driver, _) => Expect(driver, Services + @"pnp-driver\Empty", null, 0, "")));

    [Test]
    public void Value_that_the_driver_wrote_is_there_when_its_device_is_found_again()
    {
        var loads = 0;
        var result = Run("workload: [load, start, remove, start, remove, unload]", () =>
        {
            var driver = new PnpTestDriver();
            driver.OnStart = _ => ++loads == 1
                ? Write(driver, Enum + @"ROOT\pnp-driver\0000\Device Parameters", "Seen", 9)
                : Expect(driver, Enum + @"ROOT\pnp-driver\0000\Device Parameters", "Seen", 4, "09000000");
            return driver;
        });
        AssertPassed(result);
        Assert.That(loads, Is.EqualTo(2));
    }

    [Test]
    public void Random_bytes_are_those_of_the_seed_and_no_operations()
    {
        static string Read(string seed)
        {
            var bytes = "";
            AssertPassed(Start($"seed: {seed}\nregistry: {{ service: {{ Key: random:8 }} }}", (driver, _) =>
            {
                bytes = Value(driver, Services + "pnp-driver", "Key").Bytes;
                return NTSTATUS.STATUS_SUCCESS;
            }));
            return bytes;
        }

        var first = Read("1");
        Assert.That(Read("1"), Is.EqualTo(first).And.Not.EqualTo(Read("2")));
        Assert.That(Convert.ToHexString(new WorkloadData(1).Bytes(new Verifier.Scenarios.Model.RandomData { Count = 8 })), Is.Not.EqualTo(Read("1")));
    }

    [Test]
    public void Run_with_a_registry_is_the_same_each_time()
    {
        static ulong Hash() => Start("registry: { service: { Depth: 7 } }", (driver, _) =>
            Expect(driver, Services + "pnp-driver", "Depth", 4, "07000000")).Run.TraceHash;

        var first = Hash();
        Assert.That(Hash(), Is.EqualTo(first));
    }

    // A driver that takes a text from the registry as it is, without looking for its terminator, reads on behind it.
    [TestCase(false, "text:abc", "")]
    [TestCase(true, "text:abc", "")]
    [TestCase(false, "{ type: REG_SZ, data: \"hex:61 00 62 00\" }", "bugcheck")]
    [TestCase(true, "{ type: REG_SZ, data: \"hex:61 00 62 00\" }", "")]
    public void Text_without_a_terminator_finds_the_driver_that_trusts_it(bool isCareful, string written, string finding)
    {
        var result = Start(
            $"verifier: special-pool\nregistry: {{ service: {{ Label: {written} }} }}",
            (driver, _) => CopyLabel(driver, isCareful));
        Assert.That(result.Findings.Select(f => f.Kind), Is.EqualTo(finding.Length == 0 ? [] : new[] { FindingKind.BugCheck }));
    }

    /// <summary>Reads a REG_DWORD.</summary>
    internal static uint Number(PnpTestDriver driver, string path, string name) =>
        BitConverter.ToUInt32(Convert.FromHexString(Value(driver, path, name).Bytes));

    private static NTSTATUS CopyLabel(PnpTestDriver driver, bool isCareful)
    {
        PoolTag tag = "Labl";
        var status = Open(driver, Services + "pnp-driver", out var key);
        driver.ZwQueryValueKey(key, driver.UnicodeLiteral("Label"), KeyValuePartialInformation, Pointer.Null, 0, out var length);
        var block = driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, length, tag);
        status = driver.ZwQueryValueKey(key, driver.UnicodeLiteral("Label"), KeyValuePartialInformation, block, length, out _);
        driver.ZwClose(key);
        var bytes = block.Read<uint>(8);
        var at = 12;
        while ((!isCareful || at < 12 + bytes) && block.Read<ushort>(at) != 0)
        {
            at += 2;
        }

        driver.ExFreePoolWithTag(block, tag);
        return status;
    }

    private static NTSTATUS Expect(PnpTestDriver driver, string path, string? name, uint type, string bytes)
    {
        if (name is null)
        {
            Assert.That(Open(driver, path, out var key), Is.EqualTo(NTSTATUS.STATUS_SUCCESS), path);
            return driver.ZwClose(key);
        }

        Assert.That(Value(driver, path, name), Is.EqualTo((type, bytes)));
        return NTSTATUS.STATUS_SUCCESS;
    }

    private static (uint Type, string Bytes) Value(PnpTestDriver driver, string path, string name)
    {
        Assert.That(Open(driver, path, out var key), Is.EqualTo(NTSTATUS.STATUS_SUCCESS), path);
        var buffer = driver.Local(0x100);
        var status = driver.ZwQueryValueKey(key, driver.UnicodeLiteral(name), KeyValuePartialInformation, buffer, 0x100, out _);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS), name);
        driver.ZwClose(key);
        var data = new StringBuilder();
        for (var i = 0; i < buffer.Read<uint>(8); i++)
        {
            data.Append(buffer.Read<byte>(12 + i).ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return (buffer.Read<uint>(4), data.ToString());
    }

    private static NTSTATUS Write(PnpTestDriver driver, string path, string name, uint number)
    {
        Assert.That(Open(driver, path, out var key), Is.EqualTo(NTSTATUS.STATUS_SUCCESS), path);
        var data = driver.Local(4);
        data.Write(0, number);
        var status = driver.ZwSetValueKey(key, driver.UnicodeLiteral(name), REG_TYPE.REG_DWORD, data, 4);
        driver.ZwClose(key);
        return status;
    }

    private static NTSTATUS Open(PnpTestDriver driver, string path, out ulong key)
    {
        const uint allAccess = 0xF003F;
        var attributes = driver.Local(SizeOf.OBJECT_ATTRIBUTES);
        driver.InitializeObjectAttributes(attributes, driver.UnicodeLiteral(path), OBJ_ATTRIBUTE_FLAGS.OBJ_KERNEL_HANDLE);
        return driver.ZwOpenKey(out key, allAccess, attributes);
    }
}
