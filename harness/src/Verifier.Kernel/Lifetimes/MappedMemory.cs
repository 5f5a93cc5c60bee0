namespace Verifier.Kernel;

/// <summary>The memory that applications have mapped, by the addresses at which they see it.</summary>
internal sealed class MappedMemory(Machine machine)
{
    private readonly Dictionary<ulong, MappedBytes[]> _mapped = [];

    /// <summary>An application has it mapped from now on.</summary>
    public void Add(ulong at, MappedBytes[] parts) => _mapped.Add(at, parts);

    /// <summary>The mapping is gone.</summary>
    public void Remove(ulong at) => _mapped.Remove(at);

    /// <summary>Memory goes back to where it came from: it may not be mapped for the application any more.</summary>
    public void CheckNotMapped(ulong address, ulong bytes)
    {
        // Nearly every free happens with nothing mapped; a search then would only make garbage.
        if (_mapped.Count > 0)
        {
            ReportMapped(address, bytes);
        }
    }

    public void Clear() => _mapped.Clear();

    private void ReportMapped(ulong address, ulong bytes)
    {
        foreach (var (at, parts) in _mapped.OrderBy(m => m.Key))
        {
            if (Array.Exists(parts, p => p.Address < address + bytes && address < p.Address + p.Bytes))
            {
                machine.Note(new RuleBreach(
                    "memory freed while an application has it mapped",
                    $"The memory at 0x{address:X} was freed while the application still has it mapped at 0x{at:X}.")
                {
                    About = Resource.OriginOf("mapped", machine.Resources.Find(ResourceKind.Mapping, at)) is { } origin ? [origin] : [],
                });
                return;
            }
        }
    }
}
