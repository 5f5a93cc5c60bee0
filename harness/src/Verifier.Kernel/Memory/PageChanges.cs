namespace Verifier.Kernel;

/// <summary>
/// The changes of a page table since they were last cleared: for a view of the same memory that follows lazily. Each page is noted once;
/// its present state is in the page table.
/// </summary>
/// <param name="pages">The number of pages in the table.</param>
internal sealed class PageChanges(int pages)
{
    /// <summary>An entry that is no page: a trimming pass, in which every pageable page that is not locked left the working set.</summary>
    public const int Trim = -1;

    private readonly List<int> _entries = [];
    private readonly bool[] _isNoted = new bool[pages];

    /// <summary>Pages of the region, and <see cref="Trim"/>, in the order of the changes.</summary>
    public IReadOnlyList<int> Entries => _entries;

    /// <summary>The kind, the frame or the residency of a page changed.</summary>
    public void Note(int page)
    {
        if (!_isNoted[page])
        {
            _isNoted[page] = true;
            _entries.Add(page);
        }
    }

    /// <summary>A trimming pass was made: one entry, for any number of pages.</summary>
    public void NoteTrim()
    {
        if (_entries.Count == 0 || _entries[^1] != Trim)
        {
            _entries.Add(Trim);
        }
    }

    /// <summary>The entries, to sort and read; valid until the next one is noted.</summary>
    public Span<int> AsSpan() => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_entries);

    /// <summary>The view has followed.</summary>
    public void Clear()
    {
        foreach (var entry in _entries)
        {
            if (entry != Trim)
            {
                _isNoted[entry] = false;
            }
        }

        _entries.Clear();
    }
}
