using System.Text.Json;
using NUnit.Framework;
using Verifier.Engine.Observation;
using Verifier.Engine.Verdicts;
using Verifier.Kernel;
using Verifier.Scenarios.Model;
using Verifier.Workers.Messages;

namespace Verifier.Tests.Workers.Messages;

/// <summary>A finding arrives as it was sent, whatever parts it has, and half a one is refused.</summary>
public sealed class FindingMessagesTests
{
    private static readonly FindingRecord s_plain = new()
    {
        Kind = FindingKind.Leak,
        Title = "64 bytes were left behind",
        Fingerprint = "aaaa",
        CoarseFingerprint = "bbbb",
        Token = "vr3.x.y",
    };

    private static readonly FindingRecord s_whole = s_plain with
    {
        Kind = FindingKind.BugCheck,
        Details = ["one", "", "three ü \u001b[31m"],
        Operation = "ioctl #3",
        Ddi = "ExAllocatePool2",
        ExpectedDdi = "IoAllocateMdl",
        Tag = "Tag1",
        BugCheck = [0xC4, 0x62, ulong.MaxValue, 0, 1],
        Status = 0xC000009A,
        StoppedAt = [new DriverFrame("Unload", "Car", -1, null, 0), new DriverFrame("Main", "Car", 7, "Car.cs", 12)],
        Failed = new FailedCall
        {
            Text = "ExAllocatePool2 (64 bytes, tag 'Tag1')",
            Ddi = "ExAllocatePool2",
            Ordinal = 9,
            Size = ulong.MaxValue,
            Tag = "Tag1",
            Irql = 2,
            Shape = FailureShape.Status,
            Rule = "third allocation",
            Frames = [new DriverFrame("Start", "Car", 3, "Car.cs", 8)],
        },
        Benign = "why",
        IsExpected = true,
    };

    private static readonly FindingRecord[] s_findings =
    [
        s_plain,
        s_whole,
        s_whole with
        {
            Failed = s_whole.Failed! with { Size = null, Tag = null, Shape = null, Rule = null, Frames = [] },
            Tag = "",
            StoppedAt = [],
        },
    ];

    [TestCaseSource(nameof(s_findings))]
    public void Finding_arrives_as_it_was_sent(FindingRecord finding)
    {
        var arrived = FindingMessages.Read(Sent(Bytes(finding)));
        Assert.That(JsonSerializer.Serialize(arrived), Is.EqualTo(JsonSerializer.Serialize(finding)));
    }

    [Test]
    public void Finding_that_ends_early_is_refused()
    {
        var whole = Bytes(s_whole);
        for (var length = MessageWriter.HeaderBytes; length < whole.Length; length++)
        {
            var part = whole[..length];
            BitConverter.TryWriteBytes(part, length - MessageWriter.HeaderBytes);
            Assert.That(() => FindingMessages.Read(Sent(part)), Throws.TypeOf<InvalidDataException>(), $"{length} bytes");
        }
    }

    private static byte[] Bytes(FindingRecord finding)
    {
        using var stream = new MemoryStream();
        var to = new MessageWriter(stream);
        FindingMessages.Write(to, finding);
        to.End(MessageKind.Ran);
        to.Flush();
        return stream.ToArray();
    }

    private static MessageReader Sent(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        var reader = new MessageReader();
        Assert.That(reader.Fill(stream) && reader.TryNext(), "a whole message");
        return reader;
    }
}
