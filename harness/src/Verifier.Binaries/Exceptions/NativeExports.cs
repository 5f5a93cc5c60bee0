using Verifier.Binaries.Playing;
using Verifier.Kernel;

namespace Verifier.Binaries.Exceptions;

/// <summary>Kernel exports that only compiled code has a use for, since they work on its registers and frames.</summary>
internal sealed class NativeExports(Machine machine, NativePlayer player, ExceptionDispatcher dispatcher)
{
    private const string SpecificHandler = "__C_specific_handler", Unwind = "RtlUnwindEx";
    private const string Capture = "RtlCaptureContext", Lookup = "RtlLookupFunctionEntry", VirtualUnwind = "RtlVirtualUnwind";

    private readonly Dictionary<string, ulong> _addresses = new(StringComparer.Ordinal);
    private readonly StackWalkExports _walk = new(machine, player);

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [SpecificHandler, Unwind, Capture, Lookup, VirtualUnwind];

    /// <summary>The address of one; 0 when there is none of the name.</summary>
    public ulong AddressOf(string name)
    {
        if (!_addresses.TryGetValue(name, out var address))
        {
            address = Add(name);
            _addresses.Add(name, address);
        }

        return address;
    }

    /// <summary>A new run begins.</summary>
    public void Reset() => _addresses.Clear();

    private ulong Add(string name)
    {
        var kernel = machine.Images.Kernel;
        return name switch
        {
            SpecificHandler => kernel.Add(name, new CSpecificHandler(machine, dispatcher).Handle),
            Unwind => kernel.Add(name, (RoutineCode)((targetFrame, targetIp, _, result) => throw new UnwindRequested(targetFrame, targetIp, result))),
            Capture => kernel.Add(name, (RoutineCode)_walk.Capture),
            Lookup => kernel.Add(name, (RoutineCode)_walk.Lookup),
            VirtualUnwind => kernel.Add(name, (StackRoutineCode)_walk.Unwind),
            _ => 0,
        };
    }
}
