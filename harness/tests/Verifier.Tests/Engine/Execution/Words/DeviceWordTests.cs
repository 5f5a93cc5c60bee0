using System.Runtime.InteropServices;
using Verifier.Kernel;
using Verifier.Tests.Kernel.Io;

namespace Verifier.Tests.Engine.Execution.Words;

/// <summary>What a script's <c>device</c> says is what the driver is told when it asks the bus and the PnP manager.</summary>
public sealed class DeviceWordTests : WordsFixture
{
    private const string Card =
        """
        device:
          id: PCI\VEN_8086&DEV_100E
          instance: 3&11583659&0&18
          hardware-ids: [PCI\VEN_8086&DEV_100E&REV_02, PCI\VEN_8086&DEV_100E]
          compatible-ids: PCI\CC_0200
          class: Net
          class-guid: 4d36e972-e325-11ce-bfc1-08002be10318
          description: Acme card
          manufacturer: Acme
          friendly-name: The first one
          location: PCI bus 2
          bus: pci
          bus-number: 2
          address: 0x30000
          ui-number: 4
        """;

    [TestCase(BUS_QUERY_ID_TYPE.BusQueryDeviceID, @"PCI\VEN_8086&DEV_100E|")]
    [TestCase(BUS_QUERY_ID_TYPE.BusQueryHardwareIDs, @"PCI\VEN_8086&DEV_100E&REV_02|PCI\VEN_8086&DEV_100E||")]
    [TestCase(BUS_QUERY_ID_TYPE.BusQueryCompatibleIDs, @"PCI\CC_0200||")]
    [TestCase(BUS_QUERY_ID_TYPE.BusQueryInstanceID, @"3&11583659&0&18|")]
    [TestCase(BUS_QUERY_ID_TYPE.BusQueryContainerID, null)]
    public void Bus_answers_query_id(BUS_QUERY_ID_TYPE type, string? text) =>
        AssertPassed(Start(Card, (driver, _) => AssertAnswer(driver, IRP_MN.IRP_MN_QUERY_ID, (ulong)type, text)));

    [TestCase(BUS_QUERY_ID_TYPE.BusQueryDeviceID, @"ROOT\pnp-driver|")]
    [TestCase(BUS_QUERY_ID_TYPE.BusQueryHardwareIDs, @"ROOT\pnp-driver||")]
    [TestCase(BUS_QUERY_ID_TYPE.BusQueryCompatibleIDs, null)]
    [TestCase(BUS_QUERY_ID_TYPE.BusQueryInstanceID, "0000|")]
    public void Bus_answers_query_id_of_a_device_about_which_nothing_is_said(BUS_QUERY_ID_TYPE type, string? text) =>
        AssertPassed(Start("", (driver, _) => AssertAnswer(driver, IRP_MN.IRP_MN_QUERY_ID, (ulong)type, text)));

    [TestCase(Card, 0u, "Acme card|")]
    [TestCase(Card, 1u, "PCI bus 2|")]
    [TestCase(Card, 2u, null)]
    [TestCase("", 0u, null)]
    public void Bus_answers_query_device_text(string script, uint type, string? text) =>
        AssertPassed(Start(script, (driver, _) => AssertAnswer(driver, IRP_MN.IRP_MN_QUERY_DEVICE_TEXT, type, text)));

    [TestCase(DEVICE_REGISTRY_PROPERTY.DevicePropertyDeviceDescription, "Acme card|")]
    [TestCase(DEVICE_REGISTRY_PROPERTY.DevicePropertyHardwareID, @"PCI\VEN_8086&DEV_100E&REV_02|PCI\VEN_8086&DEV_100E||")]
    [TestCase(DEVICE_REGISTRY_PROPERTY.DevicePropertyCompatibleIDs, @"PCI\CC_0200||")]
    [TestCase(DEVICE_REGISTRY_PROPERTY.DevicePropertyClassName, "Net|")]
    [TestCase(DEVICE_REGISTRY_PROPERTY.DevicePropertyClassGuid, "{4d36e972-e325-11ce-bfc1-08002be10318}|")]
    [TestCase(DEVICE_REGISTRY_PROPERTY.DevicePropertyDriverKeyName, @"{4d36e972-e325-11ce-bfc1-08002be10318}\0000|")]
    [TestCase(DEVICE_REGISTRY_PROPERTY.DevicePropertyManufacturer, "Acme|")]
    [TestCase(DEVICE_REGISTRY_PROPERTY.DevicePropertyFriendlyName, "The first one|")]
    [TestCase(DEVICE_REGISTRY_PROPERTY.DevicePropertyLocationInformation, "PCI bus 2|")]
    [TestCase(DEVICE_REGISTRY_PROPERTY.DevicePropertyEnumeratorName, "PCI|")]
    public void Property_is_what_the_script_says(DEVICE_REGISTRY_PROPERTY property, string text) => AssertPassed(Start(Card, (driver, _) =>
    {
        Assert.That(Text(Property(driver, property)), Is.EqualTo(text));
        return NTSTATUS.STATUS_SUCCESS;
    }));

    [TestCase(DEVICE_REGISTRY_PROPERTY.DevicePropertyLegacyBusType, "05000000")]
    [TestCase(DEVICE_REGISTRY_PROPERTY.DevicePropertyBusNumber, "02000000")]
    [TestCase(DEVICE_REGISTRY_PROPERTY.DevicePropertyAddress, "00000300")]
    [TestCase(DEVICE_REGISTRY_PROPERTY.DevicePropertyUINumber, "04000000")]
    [TestCase(DEVICE_REGISTRY_PROPERTY.DevicePropertyBusTypeGuid, "B0DFEBC810B5D01180E500A0C92542E3")]
    public void Number_is_what_the_script_says(DEVICE_REGISTRY_PROPERTY property, string bytes) => AssertPassed(Start(Card, (driver, _) =>
    {
        Assert.That(Convert.ToHexString(Property(driver, property)), Is.EqualTo(bytes));
        return NTSTATUS.STATUS_SUCCESS;
    }));

    [Test]
    public void Keys_and_interfaces_of_the_device_have_its_names() => AssertPassed(Start(
        Card + "\nregistry: { device: { Value: 7 }, driver: { Value: 8 }, class: { Value: 9 } }",
        (driver, _) =>
        {
            var name = new UnicodeString(driver.Local(SizeOf.UNICODE_STRING));
            driver.IoRegisterDeviceInterface(driver.Pdo, Guid.Empty, null, name);
            Assert.That(name.ToString(), Does.StartWith(@"\??\PCI#VEN_8086&DEV_100E#3&11583659&0&18#{"));
            driver.RtlFreeUnicodeString(name);
            const string control = @"\Registry\Machine\System\CurrentControlSet\Control\Class\{4d36e972-e325-11ce-bfc1-08002be10318}";
            Assert.That(
                new[] { @"\Registry\Machine\System\CurrentControlSet\Enum\PCI\VEN_8086&DEV_100E\3&11583659&0&18\Device Parameters", control + @"\0000", control }
                    .Select(path => RegistryWordTests.Number(driver, path, "Value")),
                Is.EqualTo(new[] { 7u, 8u, 9u }));
            return NTSTATUS.STATUS_SUCCESS;
        }));

    private static NTSTATUS AssertAnswer(PnpTestDriver driver, byte minor, ulong argument, string? text)
    {
        var irp = driver.IoAllocateIrp(driver.Lower.StackSize, false);
        irp.Status = NTSTATUS.STATUS_NOT_SUPPORTED;
        var location = driver.IoGetNextIrpStackLocation(irp);
        location.MajorFunction = IRP_MJ.IRP_MJ_PNP;
        location.MinorFunction = minor;
        location.Pointer.Write(8, argument);
        driver.IoSetCompletionRoutine(irp, (_, _, _) => NTSTATUS.STATUS_MORE_PROCESSING_REQUIRED, Pointer.Null, true, true, true);
        var status = driver.IoCallDriver(driver.Lower, irp);
        var answer = irp.Pointer + ((long)irp.Information - (long)irp.Pointer.Address);
        driver.IoFreeIrp(irp);
        Assert.That(status, Is.EqualTo(text is null ? NTSTATUS.STATUS_NOT_SUPPORTED : NTSTATUS.STATUS_SUCCESS));
        if (text is not null)
        {
            Assert.That(Text(Bytes(answer, 2 * text.Length)), Is.EqualTo(text));
            driver.ExFreePool(answer);
        }

        return NTSTATUS.STATUS_SUCCESS;
    }

    private static byte[] Property(PnpTestDriver driver, DEVICE_REGISTRY_PROPERTY property)
    {
        var buffer = driver.Local(0x100);
        Assert.That(driver.IoGetDeviceProperty(driver.Pdo, property, 0x100, buffer, out var length), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        return Bytes(buffer, (int)length);
    }

    private static byte[] Bytes(Pointer from, int count) => [.. Enumerable.Range(0, count).Select(i => from.Read<byte>(i))];

    private static string Text(byte[] bytes) => new string(MemoryMarshal.Cast<byte, char>(bytes)).Replace('\0', '|');
}
