namespace Verifier.Kernel;

/// <summary>
/// Addresses of kernel routines that a driver looks up by name: MmGetSystemRoutineAddress. A call through such an address passes the gate
/// as one through the import table does, so it is watched and can be made to fail.
/// </summary>
internal sealed class SystemRoutines(Machine machine) : IExportCalls
{
    private const int InRegisters = 4;

    /// <summary>The hardware abstraction layer. It and the kernel count as one image, since routines have moved between them.</summary>
    public const string HalModule = "hal.dll";

    private readonly Dictionary<string, ulong> _addresses = new(StringComparer.Ordinal);

    /// <summary>
    /// The address of a routine or a variable that the kernel or HAL of this Windows exports; 0 when they have none of the name.
    /// </summary>
    public ulong AddressOf(string name)
    {
        if (DdiCatalogue.FindExported(name) is not { } ddi)
        {
            return machine.CodePlayer?.ExportOf(name) is { } native and not 0 ? native : machine.ExportedData.AddressOf(name);
        }

        return IsOfKernel(ddi.Module) && ddi.Since <= machine.Profile.Version ? AddressOf(ddi, name) : 0;
    }

    /// <summary>True if a module is the kernel or the HAL.</summary>
    public static bool IsOfKernel(string module) =>
        module.Equals(Ddi.KernelModule, StringComparison.OrdinalIgnoreCase) || module.Equals(HalModule, StringComparison.OrdinalIgnoreCase);

    /// <summary>The address of a routine that is exported under a name, its own or an alias.</summary>
    public ulong AddressOf(Ddi ddi, string name)
    {
        if (!_addresses.TryGetValue(name, out var address))
        {
            address = machine.Images.Kernel.Add(ddi);
            _addresses.Add(name, address);
        }

        return address;
    }

    public void Reset() => _addresses.Clear();

    /// <summary>
    /// A call of an export through its address, by the driver that runs; by the kernel itself where that was given it as a callback and no driver
    /// runs. The caller left as many values as it has: the routine reads 0 beyond them.
    /// </summary>
    public ulong Call(Ddi ddi, ulong a0, ulong a1, ulong a2, ulong a3, ReadOnlySpan<ulong> onStack)
    {
        var registers = new ulong[Math.Max(ddi.Parameters.Count, InRegisters + onStack.Length)];
        (registers[0], registers[1], registers[2], registers[3]) = (a0, a1, a2, a3);
        onStack.CopyTo(registers.AsSpan(InRegisters));
        return machine.Caller is { } caller ? machine.Gate.CallWithRegisters(caller, ddi, registers) : machine.Executor.Call(ddi, registers);
    }
}
