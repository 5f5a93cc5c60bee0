namespace Verifier.Kernel;

/// <summary>
/// The queries that the PnP manager sends to a new child of a bus, in the order of "Adding a PnP Device to a Running System".
/// </summary>
internal sealed class ChildQueries(Machine machine)
{
    private const int LongestIdentifier = 200;
    private const char Space = ' ';
    private const char LastCharacter = '\x7F';

    /// <summary>The sequence of all questions; the device's instance path is known then.</summary>
    /// <exception cref="MachineStopped">0xCA/3: an identifier is none.</exception>
    public IEnumerator<KernelAction> Identify(PnpDevice bus, PnpDevice child)
    {
        const ulong description = 0, location = 1, english = 0x409;
        var texts = new string[(int)BUS_QUERY_ID_TYPE.BusQueryInstanceID + 1];
        yield return KernelAction.Run(AskId(child, BUS_QUERY_ID_TYPE.BusQueryDeviceID, texts));
        yield return KernelAction.Run(machine.Io.PnpQueries.QueryCapabilities(child));
        yield return KernelAction.Run(Ask(child, IRP_MN.IRP_MN_QUERY_DEVICE_TEXT, description, english));
        yield return KernelAction.Run(Ask(child, IRP_MN.IRP_MN_QUERY_DEVICE_TEXT, location, english));
        yield return KernelAction.Run(AskId(child, BUS_QUERY_ID_TYPE.BusQueryInstanceID, texts));
        yield return KernelAction.Run(AskId(child, BUS_QUERY_ID_TYPE.BusQueryHardwareIDs, texts));
        yield return KernelAction.Run(AskId(child, BUS_QUERY_ID_TYPE.BusQueryCompatibleIDs, texts));
        yield return KernelAction.Run(Ask(child, IRP_MN.IRP_MN_QUERY_BUS_INFORMATION));
        yield return KernelAction.Run(Ask(child, IRP_MN.IRP_MN_QUERY_RESOURCES));
        yield return KernelAction.Run(Ask(child, IRP_MN.IRP_MN_QUERY_RESOURCE_REQUIREMENTS));
        var device = texts[(int)BUS_QUERY_ID_TYPE.BusQueryDeviceID];
        var instance = texts[(int)BUS_QUERY_ID_TYPE.BusQueryInstanceID];

        // A bus that names no instance leaves it to the PnP manager, which counts.
        var number = machine.Io.Children.Of(bus).Count - 1;
        child.Instance = $@"{device ?? $@"{bus.Instance}\CHILD"}\{instance ?? FormattableString.Invariant($"{number:D4}")}";
    }

    private IEnumerator<KernelAction> AskId(PnpDevice child, BUS_QUERY_ID_TYPE type, string[] texts)
    {
        var request = machine.Io.PnpQueries.NewRequest(child, IRP_MN.IRP_MN_QUERY_ID);
        yield return KernelAction.Run(machine.Io.PnpQueries.Send(child, request, IRP_MN.IRP_MN_QUERY_ID, mustGetThrough: false, (ulong)type));
        if (request.Status.IsSuccess && request.Information != 0)
        {
            texts[(int)type] = Take(child, request.Information, type);
        }
    }

    // What a driver answers it allocated from paged pool; the PnP manager frees it.
    private IEnumerator<KernelAction> Ask(PnpDevice child, byte minor, ulong argument1 = 0, ulong argument2 = 0)
    {
        var request = machine.Io.PnpQueries.NewRequest(child, minor);
        yield return KernelAction.Run(machine.Io.PnpQueries.Send(child, request, minor, mustGetThrough: false, argument1, argument2));
        if (request.Status.IsSuccess && request.Information != 0)
        {
            machine.Pool.Free(request.Information, null);
        }
    }

    // Identifiers of hardware are several strings; the first one is looked at.
    private string Take(PnpDevice child, ulong address, BUS_QUERY_ID_TYPE type)
    {
        var characters = new List<char>();
        for (var at = address; machine.Memory.Read<char>(at) is var c and not '\0'; at += sizeof(char))
        {
            characters.Add(c);
            if (c <= Space || c > LastCharacter || c == ',' || characters.Count > LongestIdentifier)
            {
                throw machine.BugCheck(
                    Stops.PnpManager.BadIdentifier(Number(type)), $"The {Words(type)} of {child} is none: it holds a blank, a comma or too many characters.");
            }
        }

        machine.Pool.Free(address, null);
        return new string([.. characters]);
    }

    private static ulong Number(BUS_QUERY_ID_TYPE type) => type switch
    {
        BUS_QUERY_ID_TYPE.BusQueryDeviceID => 1,
        BUS_QUERY_ID_TYPE.BusQueryInstanceID => 2,
        BUS_QUERY_ID_TYPE.BusQueryHardwareIDs => 3,
        _ => 4,
    };

    private static string Words(BUS_QUERY_ID_TYPE type) => type switch
    {
        BUS_QUERY_ID_TYPE.BusQueryDeviceID => "device identifier",
        BUS_QUERY_ID_TYPE.BusQueryInstanceID => "instance identifier",
        BUS_QUERY_ID_TYPE.BusQueryHardwareIDs => "hardware identifier",
        _ => "compatible identifier",
    };
}
