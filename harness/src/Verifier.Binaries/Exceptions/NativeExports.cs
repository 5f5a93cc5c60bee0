using Verifier.Kernel;

namespace Verifier.Binaries.Exceptions;

/// <summary>Kernel exports that only compiled code has a use for, since they work on its registers and frames.</summary>
internal sealed class NativeExports(Machine machine, ExceptionDispatcher dispatcher)
{
    private readonly Dictionary<string, ulong> _addresses = new(StringComparer.Ordinal);

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["__C_specific_handler", "RtlUnwindEx"];

    /// <summary>The address of one; 0 when there is none of the name.</summary>
    public ulong AddressOf(string name)
    {
        if (!_addresses.TryGetValue(name, out var address) && CodeOf(name) is { } code)
        {
            address = machine.Images.Kernel.Add(name, code);
            _addresses.Add(name, address);
        }

        return address;
    }

    /// <summary>A new run begins.</summary>
    public void Reset() => _addresses.Clear();

    private RoutineCode? CodeOf(string name) => name switch
    {
        "__C_specific_handler" => new CSpecificHandler(machine, dispatcher).Handle,
        "RtlUnwindEx" => (targetFrame, targetIp, _, result) => throw new UnwindRequested(targetFrame, targetIp, result),
        _ => null,
    };
}
