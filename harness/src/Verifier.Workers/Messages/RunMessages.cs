using Verifier.Engine.Planning;
using Verifier.Engine.Replay;
using Verifier.Engine.Verdicts;
using Verifier.Workers.Running;

namespace Verifier.Workers.Messages;

/// <summary>Runs as their scripts say, and runs done again: what is kept of one is the account's, whose name stands in front.</summary>
internal static class RunMessages
{
    /// <summary>Asks for a run.</summary>
    public static void WriteRun(MessageWriter to, IRunAccount account) => to.Write(MessageKind.Run, account.Name);

    /// <summary>Tells what came of it.</summary>
    public static void Write(MessageWriter to, RunResult result, IRunAccount account)
    {
        to.Field(account.Name);
        account.Write(to, result);
        to.End(MessageKind.Ran);
    }

    /// <summary>Reads what was kept of it.</summary>
    /// <exception cref="InvalidDataException">It is none, or another account's.</exception>
    public static T ReadRun<T>(MessageReader from, IRunAccount<T> account, Plan plan)
    {
        var name = from.Field();
        return name == account.Name
            ? account.Read(from, plan)
            : throw new InvalidDataException($"A worker told \"{name}\" of a run when \"{account.Name}\" was asked.");
    }

    /// <summary>Asks for a run to be done again.</summary>
    public static void WriteReplay(MessageWriter to, ReplayOrder order, IRunAccount account)
    {
        to.Field(account.Name);
        to.Fields(order.Token is { } token ? [token] : []);
        to.Write(order.KeepsTrace ? 1ul : 0);
        to.End(MessageKind.Replay);
    }

    /// <summary>Reads what is to be done again, and whose account is wanted.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static (ReplayOrder Order, string Account) ReadReplay(MessageReader from)
    {
        var account = from.Field();
        var token = from.Fields() is [var one] ? one : null;
        return (new ReplayOrder(token, from.Number() != 0), account);
    }

    /// <summary>Tells what came of a run that was done again.</summary>
    public static void Write(MessageWriter to, Rerun again, IRunAccount account)
    {
        to.Write(again.Comparison.IsSame ? 1ul : 0);
        to.Fields([.. again.Comparison.Differences]);
        to.Fields([.. again.Trace]);
        to.Field(account.Name);
        account.Write(to, again.Result);
        to.End(MessageKind.Replayed);
    }

    /// <summary>Reads what was written of it.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static ReplayAnswer<T> ReadReplay<T>(MessageReader from, IRunAccount<T> account, Plan plan)
    {
        var comparison = new ReplayComparison(from.Number() != 0, from.Fields());
        var trace = from.Fields();
        return new ReplayAnswer<T>(ReadRun(from, account, plan), comparison, trace);
    }
}
