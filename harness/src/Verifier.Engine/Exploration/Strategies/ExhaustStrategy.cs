using Verifier.Engine.Planning;
using Verifier.Kernel;

namespace Verifier.Engine.Exploration;

/// <summary>
/// <c>exhaust</c>: nothing is injected; one limit of the machine at a time is lowered. First the least limit with which all goes as in the
/// golden run is found by halving, then the limits below it are tried, each half of what is left, down to the least that a machine can have.
/// </summary>
internal sealed class ExhaustStrategy(SystemProfile profile) : IStrategy
{
    private readonly Dictionary<ExhaustedLimit, Search> _searches = ExhaustedLimits.All.ToDictionary(limit => limit, limit => new Search(limit, profile));

    /// <summary>The facts about each limit.</summary>
    public IEnumerable<LimitFound> Found => _searches.Values.Select(s => s.Found);

    public IEnumerable<ExploredCase> Begin() => _searches.Values.Select(s => s.Next()).OfType<ExploredCase>();

    public IEnumerable<ExploredCase> After(ExploredCase done, CaseResult result)
    {
        if (done.Kind != CaseKind.Exhaust)
        {
            return [];
        }

        var search = _searches.Values.First(s => ExhaustedLimits.Get(done.Variation.Limits, s.Limit) is not null);
        search.Note(ExhaustedLimits.Get(done.Variation.Limits, search.Limit)!.Value, result);
        return search.Next() is { } next ? [next] : [];
    }

    /// <summary>The search along one limit, in its own units (pages, entries, registers).</summary>
    private sealed class Search
    {
        private readonly long _unit;
        private readonly long _least;
        private long _enough;
        private long _short;
        private long _step = -1;
        private int _runs;

        public Search(ExhaustedLimit limit, SystemProfile profile)
        {
            Limit = limit;
            _unit = ExhaustedLimits.Unit(limit, profile);
            _enough = ExhaustedLimits.Of(profile, limit) / _unit;
            _least = Math.Min(ExhaustedLimits.Least(limit), _enough);
            _short = _least - 1;
        }

        public ExhaustedLimit Limit { get; }

        public LimitFound Found => new(Limit, _enough * _unit, IsReached, _runs);

        // No limit is ever short when even the least is enough.
        private bool IsReached => _short >= _least;

        public ExploredCase? Next()
        {
            if (_enough - _short > 1)
            {
                return Case(_short + ((_enough - _short) / 2));
            }

            if (!IsReached || _step == _least)
            {
                return null;
            }

            // The first below the edge was run when the edge was found.
            _step = _step < 0 ? _least + ((_short - _least) / 2) : _least + ((_step - _least) / 2);
            return _step == _short ? null : Case(_step);
        }

        public void Note(long value, CaseResult result)
        {
            _runs++;
            var units = value / _unit;
            if (_enough - _short > 1)
            {
                if (result.IsLikeGolden)
                {
                    _enough = units;
                }
                else
                {
                    _short = units;
                }
            }
        }

        private ExploredCase Case(long units) =>
            new(CaseKind.Exhaust, Variation.None with { Limits = ExhaustedLimits.With(Limit, units * _unit) });
    }
}
