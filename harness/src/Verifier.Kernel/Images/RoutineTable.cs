namespace Verifier.Kernel;

/// <summary>The routines of one section whose code is C#: each has an address of its own, 16 bytes after the one before.</summary>
internal sealed class RoutineTable(ImageSection section)
{
    private const int BytesPerRoutine = 16;

    private readonly List<DriverRoutine> _routines = [];

    public ImageSection Section { get; } = section;

    /// <summary>The address of the next routine.</summary>
    public ulong Next => Section.Range.Address + (ulong)(_routines.Count * BytesPerRoutine);

    /// <summary>Adds the routine at <see cref="Next"/>; false when the section is full.</summary>
    public bool TryAdd(DriverRoutine routine)
    {
        if (routine.Address >= Section.Range.End)
        {
            return false;
        }

        _routines.Add(routine);
        return true;
    }

    /// <summary>The routine that begins at an address of the section; null when none does.</summary>
    public DriverRoutine? At(ulong address)
    {
        var offset = address - Section.Range.Address;
        return offset % BytesPerRoutine == 0 && offset / BytesPerRoutine < (ulong)_routines.Count ? _routines[(int)(offset / BytesPerRoutine)] : null;
    }
}
