using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Engine.Verdicts;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Workers.Messages;

/// <summary>A finding as a part of a message, field by field: compiling what reads and writes it as JSON costs more than a run.</summary>
internal static class FindingMessages
{
    /// <summary>Appends a finding.</summary>
    public static void Write(MessageWriter to, FindingRecord finding)
    {
        to.Write((ulong)finding.Kind);
        to.Write(finding.IsExpected ? 1ul : 0);
        to.Fields(
        [
            finding.Title, finding.Operation, finding.Ddi, finding.ExpectedDdi, finding.Fingerprint, finding.CoarseFingerprint, finding.Token,
        ]);
        to.Fields(finding.Details);
        Optional(to, finding.Tag);
        Optional(to, finding.Benign);
        Optional(to, finding.Status);
        to.Write((ulong)finding.BugCheck.Length);
        foreach (var value in finding.BugCheck)
        {
            to.Write(value);
        }

        Write(to, finding.StoppedAt);
        to.Write(finding.Failed is null ? 0ul : 1);
        if (finding.Failed is { } failed)
        {
            Write(to, failed);
        }
    }

    /// <summary>Reads what <see cref="Write(MessageWriter, FindingRecord)"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static FindingRecord Read(MessageReader from)
    {
        var kind = (FindingKind)from.Number();
        var isExpected = from.Number() != 0;
        if (!Enum.IsDefined(kind)
            || from.Fields() is not [var title, var operation, var ddi, var expectedDdi, var fingerprint, var coarse, var token])
        {
            throw new InvalidDataException("A finding between program and worker is not whole.");
        }

        return new FindingRecord
        {
            Kind = kind,
            IsExpected = isExpected,
            Title = title,
            Operation = operation,
            Ddi = ddi,
            ExpectedDdi = expectedDdi,
            Fingerprint = fingerprint,
            CoarseFingerprint = coarse,
            Token = token,
            Details = [.. from.Fields()],
            Tag = OptionalText(from),
            Benign = OptionalText(from),
            Status = (uint?)OptionalNumber(from),
            BugCheck = List(from, one => one.Number()),
            StoppedAt = List(from, Frame),
            Failed = from.Number() != 0 ? Failed(from) : null,
        };
    }

    private static void Write(MessageWriter to, FailedCall failed)
    {
        to.Fields([failed.Text, failed.Ddi]);
        to.Write((ulong)failed.Ordinal);
        to.Write(failed.Irql);
        Optional(to, failed.Size);
        Optional(to, failed.Tag);
        Optional(to, (ulong?)failed.Shape);
        Optional(to, failed.Rule);
        Write(to, failed.Frames);
    }

    private static FailedCall Failed(MessageReader from) => new()
    {
        Text = from.Fields() is [var text, var ddi]
            ? text
            : throw new InvalidDataException("A failed call between program and worker is not whole."),
        Ddi = ddi,
        Ordinal = (long)from.Number(),
        Irql = (byte)from.Number(),
        Size = OptionalNumber(from),
        Tag = OptionalText(from),
        Shape = (FailureShape?)OptionalNumber(from),
        Rule = OptionalText(from),
        Frames = List(from, Frame),
    };

    private static void Write(MessageWriter to, ImmutableArray<DriverFrame> frames)
    {
        to.Write((ulong)frames.Length);
        foreach (var frame in frames)
        {
            to.Fields(frame.File is { } file ? [frame.Routine, frame.Type, file] : [frame.Routine, frame.Type]);
            to.Write((ulong)frame.CallOffset);
            to.Write((ulong)frame.Line);
        }
    }

    private static DriverFrame Frame(MessageReader from)
    {
        var texts = from.Fields();
        return texts is [var routine, var type, ..]
            ? new DriverFrame(routine, type, (int)from.Number(), texts is [_, _, var file] ? file : null, (int)from.Number())
            : throw new InvalidDataException("A stack between program and worker is not whole.");
    }

    // A loop over what is there: a damaged count ends where the message ends.
    private static ImmutableArray<T> List<T>(MessageReader from, Func<MessageReader, T> read)
    {
        var all = new List<T>();
        for (var left = from.Number(); left > 0; left--)
        {
            all.Add(read(from));
        }

        return [.. all];
    }

    private static void Optional(MessageWriter to, string? text) => to.Fields(text is null ? [] : [text]);

    private static void Optional(MessageWriter to, ulong? number)
    {
        to.Write(number is null ? 0ul : 1);
        if (number is { } value)
        {
            to.Write(value);
        }
    }

    private static string? OptionalText(MessageReader from) => from.Fields() is [var text] ? text : null;

    private static ulong? OptionalNumber(MessageReader from) => from.Number() != 0 ? from.Number() : null;
}
