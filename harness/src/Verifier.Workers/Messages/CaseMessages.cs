using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;

namespace Verifier.Workers.Messages;

/// <summary>
/// Cases and their results as messages. There may be a hundred thousand a second: what a case that passes has to tell is a dozen numbers.
/// </summary>
internal static class CaseMessages
{
    /// <summary>Asks for a case.</summary>
    /// <param name="to">The worker.</param>
    /// <param name="one">The case.</param>
    /// <param name="isAlone">True if the worker is to send the variation before it runs.</param>
    public static void WriteCase(MessageWriter to, ExploredCase one, bool isAlone)
    {
        to.Write((ulong)one.Kind);
        to.Write(one.FindsMore ? 1ul : 0);
        to.Write(VariationText.Write(one.Variation));
        to.End(isAlone ? MessageKind.CaseAlone : MessageKind.Case);
    }

    /// <summary>Reads what <see cref="WriteCase"/> wrote.</summary>
    public static ExploredCase ReadCase(MessageReader from)
    {
        var kind = (CaseKind)from.Number();
        var findsMore = from.Number() != 0;
        var variation = VariationText.Parse(from.Text) ?? throw new InvalidDataException("A message between program and worker names no variation.");
        return new ExploredCase(kind, variation, findsMore);
    }

    /// <summary>Tells a result.</summary>
    /// <param name="to">The program.</param>
    /// <param name="result">The result.</param>
    /// <param name="microseconds">Time that the case took.</param>
    public static void WriteResult(MessageWriter to, CaseResult result, long microseconds)
    {
        to.Write((ulong)microseconds);
        if (!result.IsPlain)
        {
            WorkerJson.Write(to, result);
            to.End(MessageKind.Result);
            return;
        }

        to.Write((ulong)result.Injected);
        to.Write((ulong)result.RealFailures);
        to.Write((ulong)result.Absorbed);
        to.Write((ulong)result.Propagated);
        to.Write(result.IsLikeGolden ? 1ul : 0);
        to.Write((ulong)result.Calls);
        to.Write(result.TraceHash);
        to.End(MessageKind.Passed);
    }

    /// <summary>Reads what <see cref="WriteResult"/> wrote, but for the time in front.</summary>
    /// <param name="from">The worker.</param>
    /// <param name="key">The key of the case: results come in the order in which cases were asked for.</param>
    public static CaseResult ReadResult(MessageReader from, string key)
    {
        if (from.Kind == MessageKind.Result)
        {
            var result = WorkerJson.Read<CaseResult>(from.Content);
            return !result.IsWhole() ? throw new InvalidDataException("A worker's answer lacks some of its parts.")
                : result.Key == key ? result : throw new InvalidDataException($"A worker answered {result.Key} when {key} was asked.");
        }

        return new CaseResult
        {
            Key = key,
            Injected = (long)from.Number(),
            RealFailures = (long)from.Number(),
            Absorbed = (int)from.Number(),
            Propagated = (int)from.Number(),
            IsLikeGolden = from.Number() != 0,
            Calls = (long)from.Number(),
            TraceHash = from.Number(),
        };
    }

    /// <summary>Reads what a worker tells of a golden run.</summary>
    public static GoldenRecord ReadGolden(MessageReader from)
    {
        var golden = WorkerJson.Read<GoldenRecord>(from.Content);
        return golden.IsWhole() ? golden : throw new InvalidDataException("A worker's golden run lacks some of its parts.");
    }
}
