using Verifier.Binaries.Images;

namespace Verifier.Binaries.Symbols;

/// <summary>Routines by address.</summary>
internal sealed class RoutineTable
{
    private readonly RoutineSymbol[] _routines;

    private RoutineTable(RoutineSymbol[] routines) => _routines = routines;

    /// <summary>The routines, in the order of their addresses; no two begin at the same one.</summary>
    public IReadOnlyList<RoutineSymbol> All => _routines;

    /// <summary>The routine that contains an address; null when none does.</summary>
    public RoutineSymbol? At(uint rva)
    {
        var (low, high) = (0, _routines.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _routines[middle].Rva <= rva ? (middle + 1, high) : (low, middle);
        }

        return low > 0 && rva - _routines[low - 1].Rva < _routines[low - 1].Size ? _routines[low - 1] : null;
    }

    /// <summary>Collects routines in any order. Only those in executable sections are kept.</summary>
    /// <param name="sections">The sections of the image.</param>
    /// <param name="starts">
    /// Beginnings of routines, named or not, in ascending order: a routine without a size ends at the next one.
    /// </param>
    internal sealed class Builder(SectionMap sections, IReadOnlyList<uint> starts)
    {
        /// <summary>Routines that are collected at most; a large driver has ten thousand.</summary>
        public const int RoutinesMax = 2_000_000;

        private readonly List<RoutineSymbol> _sized = [];
        private readonly List<RoutineSymbol> _labels = [];

        /// <summary>Adds a routine whose size is known. Among several at one address the first counts.</summary>
        /// <exception cref="BinaryException">There are too many.</exception>
        public void Add(string name, uint rva, uint size) => AddTo(_sized, name, rva, size);

        /// <summary>Adds a routine whose size is not known; it does not count within one whose size is.</summary>
        /// <exception cref="BinaryException">There are too many.</exception>
        public void AddLabel(string name, uint rva) => AddTo(_labels, name, rva, NextStart(rva) - rva);

        /// <summary>Makes the table.</summary>
        public RoutineTable Build()
        {
            var sized = new RoutineTable(InOrder(_sized));
            var all = InOrder(sized._routines.Concat(_labels.Where(label => sized.At(label.Rva) is null)));
            for (var i = 0; i + 1 < all.Length; i++)
            {
                all[i] = all[i] with { Size = Math.Min(all[i].Size, all[i + 1].Rva - all[i].Rva) };
            }

            return new RoutineTable(all);
        }

        private static RoutineSymbol[] InOrder(IEnumerable<RoutineSymbol> routines) =>
            [.. routines.OrderBy(routine => routine.Rva).DistinctBy(routine => routine.Rva)];

        // The first start behind an address.
        private uint NextStart(uint rva)
        {
            var (low, high) = (0, starts.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = starts[middle] <= rva ? (middle + 1, high) : (low, middle);
            }

            return low < starts.Count ? starts[low] : uint.MaxValue;
        }

        private void AddTo(List<RoutineSymbol> routines, string name, uint rva, uint size)
        {
            if (name.Length == 0 || size == 0 || sections.CodeEndAt(rva) is not { } end)
            {
                return;
            }

            if (routines.Count == RoutinesMax)
            {
                throw new BinaryException(FormattableString.Invariant($"its symbols have too many routines: {RoutinesMax:N0} is the limit"));
            }

            routines.Add(new RoutineSymbol(name, rva, (uint)Math.Min(size, end - rva)));
        }
    }
}
