using Verifier.Binaries.Calls;
using Verifier.Binaries.Images.Inspecting;
using Verifier.Binaries.Loading;
using Verifier.Kernel;

namespace Verifier.Binaries.Exceptions;

/// <summary>Kernel exports that only compiled code has a use for, since they work on its registers and frames.</summary>
internal sealed class NativeExports(Machine machine, CompiledImages images, RunningCalls calls, ExceptionDispatcher dispatcher)
{
    private readonly Dictionary<string, ulong> _addresses = new(StringComparer.Ordinal);
    private readonly StackWalkExports _walk = new(machine, images, calls);

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
            NativeNames.SpecificHandler => kernel.Add(name, new CSpecificHandler(machine, dispatcher).Handle),
            NativeNames.Unwind => kernel.Add(name, (RoutineCode)((targetFrame, targetIp, _, result) => throw new UnwindRequested(targetFrame, targetIp, result))),
            NativeNames.Capture => kernel.Add(name, (RoutineCode)_walk.Capture),
            NativeNames.Lookup => kernel.Add(name, (RoutineCode)_walk.Lookup),
            NativeNames.VirtualUnwind => kernel.Add(name, (StackRoutineCode)_walk.Unwind),
            _ => 0,
        };
    }
}
