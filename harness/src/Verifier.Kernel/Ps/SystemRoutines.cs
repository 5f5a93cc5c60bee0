namespace Verifier.Kernel;

/// <summary>Addresses of kernel routines that a driver looks up by name: MmGetSystemRoutineAddress.</summary>
internal sealed class SystemRoutines(Machine machine)
{
    private readonly Dictionary<string, ulong> _addresses = new(StringComparer.Ordinal);

    /// <summary>The address of a routine that the kernel or HAL of this Windows exports; 0 when they have none of the name.</summary>
    public ulong AddressOf(string name)
    {
        if (DdiCatalogue.Find(name) is not { ExpandsTo: null, IsMember: false } ddi || ddi.Module == NdisModule.Name || ddi.Since > machine.Profile.Version)
        {
            return 0;
        }

        if (!_addresses.TryGetValue(name, out var address))
        {
            address = machine.Images.Kernel.Add(name, (a0, a1, a2, a3) => ddi.Invoke(machine, [a0, a1, a2, a3, 0, 0, 0, 0]));
            _addresses.Add(name, address);
        }

        return address;
    }

    public void Reset() => _addresses.Clear();
}
