using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Drivers;

/// <summary>
/// A driver source that is no model: an image with a section of each kind, as a compiled driver has, and routines at addresses in them.
/// </summary>
internal sealed class SectionedSource(string name = "sectioned") : IDriverSource
{
    private const int DriverUnload = 0x68;

    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <summary>The image of the latest load.</summary>
    public DriverImage Image { get; private set; } = null!;

    /// <summary>Names of the routines that ran, in order.</summary>
    public List<string> Ran { get; } = [];

    /// <summary>What DriverEntry does besides.</summary>
    public Action? OnEntry { get; set; }

    /// <summary>What DriverEntry returns.</summary>
    public NTSTATUS EntryStatus { get; set; } = NTSTATUS.STATUS_SUCCESS;

    /// <summary>A routine in .text.</summary>
    public ulong Resident { get; private set; }

    /// <summary>A routine in PAGE.</summary>
    public ulong Pageable { get; private set; }

    /// <summary>DriverEntry, in INIT.</summary>
    public ulong Entry { get; private set; }

    /// <summary>A section by its name.</summary>
    public RegionRange Section(string section) => Image.Sections.Single(s => s.Name == section).Range;

    /// <inheritdoc/>
    public MappedDriver Map(Machine machine)
    {
        Image = machine.Images.Load(
            Name,
            [
                new(".text", SectionKind.Code, 100),
                new(".rdata", SectionKind.Constants, 100),
                new(".data", SectionKind.Data, 5000),
                new("PAGEDATA", SectionKind.PagedData, 100),
                new("PAGE", SectionKind.PagedCode, 100),
                new("INIT", SectionKind.Code, 100, IsDiscardable: true),
            ]);
        Resident = Add(".text", "Resident");
        Pageable = Add("PAGE", "Pageable");
        var unload = Add(".text", "Unload");
        Entry = Image.Add("INIT", "DriverEntry", (driver, _, _, _) =>
        {
            Ran.Add("DriverEntry");
            machine.Memory.Write(driver + DriverUnload, unload);
            OnEntry?.Invoke();
            return EntryStatus.Value;
        });
        return new MappedDriver(Image, Entry);
    }

    private ulong Add(string section, string routine) => Image.Add(section, routine, (_, _, _, _) =>
    {
        Ran.Add(routine);
        return 0;
    });
}
