using System.Collections.Immutable;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary><c>device:</c>, what the bus says of the device that the driver is started for.</summary>
internal static class DeviceTable
{
    // "Device Identification Strings": printable ASCII without spaces and commas.
    private const string IdCharacters = @"[\x21-\x2B\x2D-\x5B\x5D-\x7E]";

    /// <summary>The kinds of bus.</summary>
    public static readonly WordKind<BusKind> BusWord = new("a kind of bus",
        new Word<BusKind>("internal", BusKind.Internal, "Internal."),
        new Word<BusKind>("isa", BusKind.Isa, "Isa."),
        new Word<BusKind>("pci", BusKind.Pci, "PCIBus."),
        new Word<BusKind>("pcmcia", BusKind.Pcmcia, "PCMCIABus."),
        new Word<BusKind>("pnp-isa", BusKind.PnpIsa, "PNPISABus."),
        new Word<BusKind>("usb", BusKind.Usb, "PNPBus, and GUID_BUS_TYPE_USB."));

    private static readonly IKind<string> FullId = Texts.Matching(@"a device identifier such as PCI\VEN_8086&DEV_100E", DiagnosticCodes.BadDeviceId,
        $@"^{IdCharacters}{{1,100}}\\{IdCharacters}{{1,99}}$",
        @"is not a device identifier: an enumerator, a '\' and an identifier, in ASCII without spaces and commas, at most 200 characters", 200);

    private static readonly IKind<string> AnyId = Texts.Matching(@"an identifier such as PCI\VEN_8086&DEV_100E or *PNP0501", DiagnosticCodes.BadDeviceId,
        $@"^({IdCharacters}|\\){{1,200}}$", "is not an identifier: ASCII without spaces and commas, at most 200 characters", 200);

    private static readonly IKind<string> InstanceId = Texts.Matching("an instance identifier such as 0000 or 3&11583659&0&18", DiagnosticCodes.BadDeviceId,
        $"^{IdCharacters}{{1,200}}$", @"is not an instance identifier: ASCII without spaces, commas and '\', at most 200 characters", 200);

    private static readonly IKind<ImmutableArray<string>> Ids = new ListKind<string>(AnyId, "identifiers") { AllowsSingle = true };

    private static readonly Key<string> Id = new("id", FullId,
        @"Device identifier; what stands before the `\` is the enumerator. Default: the first of hardware-ids, or ROOT\ and the driver's name.",
        @"PCI\VEN_8086&DEV_100E");

    private static readonly Key<string> Instance = new("instance", InstanceId, "Instance identifier. Default: 0000.", "3&11583659&0&18");

    private static readonly Key<ImmutableArray<string>> HardwareIds = new("hardware-ids", Ids,
        "Hardware identifiers, the best first. Default: the device identifier.", @"[PCI\VEN_8086&DEV_100E&REV_02, PCI\VEN_8086&DEV_100E]");

    private static readonly Key<ImmutableArray<string>> CompatibleIds = new("compatible-ids", Ids,
        "Compatible identifiers, the best first. Default: none.", @"PCI\CC_0200", @"[""*PNP0501"", ""*PNP0500""]");

    private static readonly Key<string> Class = new("class", Texts.Name, "Name of the setup class; needs class-guid. Default: System.", "Net");

    private static readonly Key<Guid> ClassGuid = new("class-guid", Guids.Kind,
        "GUID of the setup class; needs class. Default: that of System.", "4d36e972-e325-11ce-bfc1-08002be10318");

    private static readonly Key<string> Description = Text("description", "Device description. Default: a sentence with the driver's name.",
        "Acme network adapter");

    private static readonly Key<string> Manufacturer = Text("manufacturer", "The maker. Default: none.", "Acme");

    private static readonly Key<string> FriendlyName = Text("friendly-name", "What a user calls the device. Default: none.", "Port of the printer");

    private static readonly Key<string> Location = Text("location", "Where it is, in words. Default: none.", "PCI bus 0, device 3, function 0");

    private static readonly Key<BusKind> Bus = new("bus", BusWord,
        "Kind of bus, for DevicePropertyLegacyBusType and DevicePropertyBusTypeGuid. Default: PCIBus, and no GUID.", "pci");

    private static readonly Key<uint> BusNumber = new("bus-number", Numbers.Bits32("a number of a bus"), "Number of its bus. Default: 0.", "2");

    private static readonly Key<uint> Address = new("address", Numbers.Bits32("an address on the bus"),
        "Address in the bus's own terms, for PCI the device number in the upper 16 bits and the function below. Default: 0.", "0x30000");

    private static readonly Key<uint> UserNumber = new("ui-number", Numbers.Bits32("a number that a user sees"),
        "Number of its slot as a user sees it. Default: none.", "4");

    /// <summary>The object.</summary>
    public static ObjectKind<DeviceSettings> Table { get; } = new()
    {
        Name = "device",
        Phrase = "'device'",
        Keys =
        [
            Id, Instance, HardwareIds, CompatibleIds, Class, ClassGuid, Description, Manufacturer, FriendlyName, Location, Bus, BusNumber, Address,
            UserNumber,
        ],
        Build = Make,
    };

    private static DeviceSettings Make(Fields fields)
    {
        CheckClass(fields);
        ImmutableArray<string> hardwareIds = fields.Get(HardwareIds, []);
        return new DeviceSettings
        {
            Source = fields.Span,
            Id = fields.Reference(Id) ?? hardwareIds.FirstOrDefault(id => id.Count(c => c == '\\') == 1 && id[0] != '\\' && id[^1] != '\\'),
            Instance = fields.Reference(Instance),
            HardwareIds = hardwareIds,
            CompatibleIds = fields.Get(CompatibleIds, []),
            ClassName = fields.Reference(Class),
            ClassGuid = fields.Value(ClassGuid),
            Description = fields.Reference(Description),
            Manufacturer = fields.Reference(Manufacturer),
            FriendlyName = fields.Reference(FriendlyName),
            Location = fields.Reference(Location),
            Bus = fields.Value(Bus),
            BusNumber = fields.Get(BusNumber, 0u),
            Address = fields.Get(Address, 0u),
            UserNumber = fields.Value(UserNumber),
        };
    }

    private static void CheckClass(Fields fields)
    {
        if (fields.Has(Class) == fields.Has(ClassGuid))
        {
            return;
        }

        (IKey there, IKey missing) = fields.Has(Class) ? ((IKey)Class, (IKey)ClassGuid) : (ClassGuid, Class);
        fields.Context.Report(DiagnosticCodes.MissingKey, fields.SpanOf(there),
            $"the key '{missing.Name}' is missing; '{there.Name}' needs it, such as '{missing.Name}: {missing.Examples[0]}'");
    }

    private static Key<string> Text(string name, string description, string example) => new(name, Texts.Sentence, description, example);
}
