using Verifier.Kernel;

namespace Verifier.Binaries.Memory;

/// <summary>
/// Pages of code that is discarded after DriverEntry and that nothing in the driver has an address to read by. When they are gone they need
/// not be closed to the driver: filled with int 3 they stop each call, which is all that the driver can do there.
/// </summary>
internal sealed unsafe class DiscardedCode(Machine machine)
{
    private const byte Int3 = 0xCC;

    private readonly HashSet<int> _pages = [];

    /// <summary>The pages of this run, gone or not.</summary>
    public IReadOnlyCollection<int> Pages => _pages;

    /// <summary>Adds the pages of a section, before it is discarded.</summary>
    public void Add(RegionRange section)
    {
        var first = machine.Pages.PageOf(section.Address);
        for (var page = first; page < first + (int)(section.Length >> machine.Pages.Shift); page++)
        {
            _pages.Add(page);
        }
    }

    /// <summary>True if it is one of the pages, and discarded.</summary>
    public bool IsGone(int page) => machine.Pages.Kinds[page] == PageKind.NotPresent && _pages.Contains(page);

    /// <summary>Fills a page that is gone.</summary>
    public void Fill(int page) => new Span<byte>(machine.Memory.Own(machine.Pages.AddressOf(page)), 1 << machine.Pages.Shift).Fill(Int3);

    /// <summary>A new run begins: it has no such pages yet.</summary>
    public void Clear() => _pages.Clear();
}
