using static Verifier.Scenarios.Diagnostics.DiagnosticSeverity;

namespace Verifier.Scenarios.Diagnostics;

/// <summary>Every code the reader can give. A code keeps its meaning for ever.</summary>
public static class DiagnosticCodes
{
    // VS10xx: the file and its YAML.
    /// <summary>VS1001: the file is empty or holds only comments.</summary>
    public static readonly DiagnosticCode EmptyFile = new("VS1001", Error, "the file is empty or holds only comments");

    /// <summary>VS1002: the file is larger than 1 MiB.</summary>
    public static readonly DiagnosticCode TooLarge = new("VS1002", Error, "the file is larger than 1 MiB");

    /// <summary>VS1003: the file is not UTF-8.</summary>
    public static readonly DiagnosticCode WrongEncoding = new("VS1003", Error, "the file is not UTF-8");

    /// <summary>VS1004: the file holds control characters.</summary>
    public static readonly DiagnosticCode BinaryContent = new("VS1004", Error, "the file holds control characters");

    /// <summary>VS1005: the file holds characters that change how it looks.</summary>
    public static readonly DiagnosticCode InvisibleCharacter = new("VS1005", Error, "the file holds characters that change how it looks");

    /// <summary>VS1010: the file is not YAML.</summary>
    public static readonly DiagnosticCode YamlSyntax = new("VS1010", Error, "the file is not YAML");

    /// <summary>VS1011: a tab indents a line.</summary>
    public static readonly DiagnosticCode TabIndentation = new("VS1011", Error, "a tab indents a line");

    /// <summary>VS1012: nested deeper than 64 levels.</summary>
    public static readonly DiagnosticCode TooDeep = new("VS1012", Error, "nested deeper than 64 levels");

    /// <summary>VS1013: aliases are refused.</summary>
    public static readonly DiagnosticCode Alias = new("VS1013", Error, "aliases are refused");

    /// <summary>VS1014: anchors are refused.</summary>
    public static readonly DiagnosticCode Anchor = new("VS1014", Error, "anchors are refused");

    /// <summary>VS1015: YAML tags are refused.</summary>
    public static readonly DiagnosticCode Tag = new("VS1015", Error, "YAML tags are refused");

    /// <summary>VS1016: more than one document in a file.</summary>
    public static readonly DiagnosticCode SeveralDocuments = new("VS1016", Error, "more than one document in a file");

    /// <summary>VS1017: a key stands twice.</summary>
    public static readonly DiagnosticCode DuplicateKey = new("VS1017", Error, "a key stands twice");

    /// <summary>VS1018: a key is not a word.</summary>
    public static readonly DiagnosticCode KeyNotAWord = new("VS1018", Error, "a key is not a word");

    // VS11xx: structure.
    /// <summary>VS1101: unknown key.</summary>
    public static readonly DiagnosticCode UnknownKey = new("VS1101", Error, "unknown key");

    /// <summary>VS1102: a required key is missing.</summary>
    public static readonly DiagnosticCode MissingKey = new("VS1102", Error, "a required key is missing");

    /// <summary>VS1103: a list, keys or a single value where something else belongs.</summary>
    public static readonly DiagnosticCode WrongShape = new("VS1103", Error, "a list, keys or a single value where something else belongs");

    /// <summary>VS1104: unknown operation.</summary>
    public static readonly DiagnosticCode UnknownOperation = new("VS1104", Error, "unknown operation");

    /// <summary>VS1105: several operations in one item.</summary>
    public static readonly DiagnosticCode SeveralOperations = new("VS1105", Error, "several operations in one item");

    /// <summary>VS1106: a list that may not be empty is.</summary>
    public static readonly DiagnosticCode EmptyList = new("VS1106", Error, "a list that may not be empty is");

    /// <summary>VS1107: a key without a value.</summary>
    public static readonly DiagnosticCode MissingValue = new("VS1107", Error, "a key without a value");

    /// <summary>VS1108: one of several keys is needed.</summary>
    public static readonly DiagnosticCode NothingChosen = new("VS1108", Error, "one of several keys is needed");

    // VS12xx: values.
    /// <summary>VS1201: not a whole number.</summary>
    public static readonly DiagnosticCode BadNumber = new("VS1201", Error, "not a whole number");

    /// <summary>VS1202: a number outside its range.</summary>
    public static readonly DiagnosticCode OutOfRange = new("VS1202", Error, "a number outside its range");

    /// <summary>VS1203: not a duration.</summary>
    public static readonly DiagnosticCode BadDuration = new("VS1203", Error, "not a duration");

    /// <summary>VS1204: not a byte size.</summary>
    public static readonly DiagnosticCode BadSize = new("VS1204", Error, "not a byte size");

    /// <summary>VS1205: not a probability.</summary>
    public static readonly DiagnosticCode BadRate = new("VS1205", Error, "not a probability");

    /// <summary>VS1206: not a data literal.</summary>
    public static readonly DiagnosticCode BadData = new("VS1206", Error, "not a data literal");

    /// <summary>VS1207: not one of the known words.</summary>
    public static readonly DiagnosticCode UnknownWord = new("VS1207", Error, "not one of the known words");

    /// <summary>VS1208: not a usable pattern.</summary>
    public static readonly DiagnosticCode BadPattern = new("VS1208", Error, "not a usable pattern");

    /// <summary>VS1209: not an ordinal or a range of ordinals.</summary>
    public static readonly DiagnosticCode BadOrdinal = new("VS1209", Error, "not an ordinal or a range of ordinals");

    /// <summary>VS1210: not a comparison.</summary>
    public static readonly DiagnosticCode BadComparison = new("VS1210", Error, "not a comparison");

    /// <summary>VS1211: not a usable name.</summary>
    public static readonly DiagnosticCode BadName = new("VS1211", Error, "not a usable name");

    /// <summary>VS1212: neither true nor false.</summary>
    public static readonly DiagnosticCode BadSwitch = new("VS1212", Error, "neither true nor false");

    /// <summary>VS1213: a file that cannot or may not be read.</summary>
    public static readonly DiagnosticCode BadFile = new("VS1213", Error, "a file that cannot or may not be read");

    /// <summary>VS1214: not an NTSTATUS.</summary>
    public static readonly DiagnosticCode UnknownStatus = new("VS1214", Error, "not an NTSTATUS");

    /// <summary>VS1215: not a bug check.</summary>
    public static readonly DiagnosticCode UnknownBugCheck = new("VS1215", Error, "not a bug check");

    /// <summary>VS1216: not a GUID.</summary>
    public static readonly DiagnosticCode BadGuid = new("VS1216", Error, "not a GUID");

    /// <summary>VS1217: not a shard.</summary>
    public static readonly DiagnosticCode BadShard = new("VS1217", Error, "not a shard");

    /// <summary>VS1220: not a byte or a range of bytes.</summary>
    public static readonly DiagnosticCode BadByteRange = new("VS1220", Error, "not a byte or a range of bytes");

    /// <summary>VS1230: neither the path of a registry key nor the name of a value.</summary>
    public static readonly DiagnosticCode BadRegistryKey = new("VS1230", Error, "not the path of a registry key, or not the name of a value");

    /// <summary>VS1231: not a registry value.</summary>
    public static readonly DiagnosticCode BadRegistryValue = new("VS1231", Error, "not a registry value");

    /// <summary>VS1232: not an identifier of a device.</summary>
    public static readonly DiagnosticCode BadDeviceId = new("VS1232", Error, "not an identifier of a device");

    // VS13xx: names and meaning.
    /// <summary>VS1301: scenario: differs from the file name.</summary>
    public static readonly DiagnosticCode NameIsNotFileName = new("VS1301", Error, "`scenario:` differs from the file name");

    /// <summary>VS1302: a handle is used before it is opened or after it is closed.</summary>
    public static readonly DiagnosticCode HandleNotOpen = new("VS1302", Error,
        "a handle is used before it is opened or after it is closed");

    /// <summary>VS1303: a handle is opened twice.</summary>
    public static readonly DiagnosticCode HandleStillOpen = new("VS1303", Error, "a handle is opened twice");

    /// <summary>VS1304: no operation of that name.</summary>
    public static readonly DiagnosticCode UnknownOperationName = new("VS1304", Error, "no operation of that name");

    /// <summary>VS1305: two operations of one name.</summary>
    public static readonly DiagnosticCode DuplicateOperationName = new("VS1305", Error, "two operations of one name");

    /// <summary>VS1306: neither a DDI, a family nor a pattern that matches one.</summary>
    public static readonly DiagnosticCode UnknownDdi = new("VS1306", Error, "neither a DDI, a family nor a pattern that matches one");

    /// <summary>VS1307: unknown system profile.</summary>
    public static readonly DiagnosticCode UnknownProfile = new("VS1307", Error, "unknown system profile");

    /// <summary>VS1308: words under when: that exclude each other.</summary>
    public static readonly DiagnosticCode ContradictoryWhen = new("VS1308", Error, "words under `when:` that exclude each other");

    /// <summary>VS1309: a word that has no effect where it stands.</summary>
    public static readonly DiagnosticCode IdleWord = new("VS1309", Error, "a word that has no effect where it stands");

    /// <summary>VS1310: the workload is longer than 1,000,000 operations.</summary>
    public static readonly DiagnosticCode TooManyOperations = new("VS1310", Error, "the workload is longer than 1,000,000 operations");

    /// <summary>VS1311: an operation that cannot be part of a burst.</summary>
    public static readonly DiagnosticCode NotInBurst = new("VS1311", Error, "an operation that cannot be part of a burst");

    /// <summary>VS1312: an operation that is never pending.</summary>
    public static readonly DiagnosticCode NotPending = new("VS1312", Error, "an operation that is never pending");

    /// <summary>VS1313: an expectation's words do not fit together.</summary>
    public static readonly DiagnosticCode ExpectationMix = new("VS1313", Error, "an expectation's words do not fit together");

    /// <summary>VS1314: fault-resume without fault-suspend.</summary>
    public static readonly DiagnosticCode SuspendMismatch = new("VS1314", Error, "`fault-resume` without `fault-suspend`");

    /// <summary>VS1315: a DDI that cannot fail for lack of resources.</summary>
    public static readonly DiagnosticCode CannotFail = new("VS1315", Error, "a DDI that cannot fail for lack of resources");

    /// <summary>VS1320: no register or range of that name.</summary>
    public static readonly DiagnosticCode UnknownRegister = new("VS1320", Error, "no register or range of that name");

    /// <summary>VS1321: ranges or registers do not fit.</summary>
    public static readonly DiagnosticCode BadLayout = new("VS1321", Error, "ranges or registers that do not fit");

    // VS14xx: probably not what was meant.
    /// <summary>VS1401: Driver Verifier options that should not be combined.</summary>
    public static readonly DiagnosticCode VerifierMix = new("VS1401", Warning, "Driver Verifier options that should not be combined");

    /// <summary>VS1402: a Driver Verifier option without the one it needs.</summary>
    public static readonly DiagnosticCode VerifierNeeds = new("VS1402", Warning, "a Driver Verifier option without the one it needs");

    /// <summary>VS1403: nothing can fail before the workload ends.</summary>
    public static readonly DiagnosticCode DelayNotReached = new("VS1403", Warning, "nothing can fail before the workload ends");

    /// <summary>VS1404: the workload never loads the driver.</summary>
    public static readonly DiagnosticCode NeverLoaded = new("VS1404", Warning, "the workload never loads the driver");

    /// <summary>VS1405: an expectation says something that is not judged.</summary>
    public static readonly DiagnosticCode NotJudged = new("VS1405", Warning, "an expectation says something that is not judged");

    /// <summary>VS1410: a regression that names no finding.</summary>
    public static readonly DiagnosticCode RegressionOfNothing = new("VS1410", Error, "a regression that names no finding");

    /// <summary>VS1411: an operation that Windows never does there.</summary>
    public static readonly DiagnosticCode OutOfOrder = new("VS1411", Error, "an operation that Windows never does where it stands");

    /// <summary>VS1412: several threads change the state of one device.</summary>
    public static readonly DiagnosticCode SeveralStateThreads = new("VS1412", Error, "several threads change the state of the device");

    /// <summary>VS1413: a removal or an unload while a handle is open.</summary>
    public static readonly DiagnosticCode HandleInTheWay = new("VS1413", Warning, "a handle is open where Windows waits until none is");

    /// <summary>VS1414: an expectation for a driver that the scenario does not select.</summary>
    public static readonly DiagnosticCode ExpectationOfNobody = new("VS1414", Error, "an expectation for a driver that `drivers:` does not select");

    /// <summary>VS1435: a name that no driver of the assemblies has.</summary>
    public static readonly DiagnosticCode UnknownDriver = new("VS1435", Error, "a name that no driver has (`lint --drivers`, `run`)");

    // VS15xx: known-findings.yaml.
    /// <summary>VS1501: a known finding that names nothing.</summary>
    public static readonly DiagnosticCode KnownNothing = new("VS1501", Error, "a known finding that names nothing");

    /// <summary>VS1502: a known finding that is named twice over.</summary>
    public static readonly DiagnosticCode KnownMix = new("VS1502", Error, "a known finding that is named by fingerprint and by place");

    /// <summary>VS1503: not a fingerprint.</summary>
    public static readonly DiagnosticCode BadFingerprint = new("VS1503", Error, "not a fingerprint");

    /// <summary>VS1504: not a day.</summary>
    public static readonly DiagnosticCode BadDay = new("VS1504", Error, "not a day");

    /// <summary>VS1505: not an address.</summary>
    public static readonly DiagnosticCode BadLink = new("VS1505", Error, "not an address");

    /// <summary>VS1506: a known finding without an end.</summary>
    public static readonly DiagnosticCode KnownForEver = new("VS1506", Warning, "a known finding without an end");

    /// <summary>VS1507: a known finding stands twice.</summary>
    public static readonly DiagnosticCode KnownTwice = new("VS1507", Warning, "a known finding stands twice");

    /// <summary>VS1508: a known finding that expired.</summary>
    public static readonly DiagnosticCode KnownExpired = new("VS1508", Warning, "a known finding that expired");

    // VS19xx: the reader itself.
    /// <summary>VS1901: more problems than are shown.</summary>
    public static readonly DiagnosticCode TooManyDiagnostics = new("VS1901", Warning, "more problems than are shown");

    /// <summary>All of them, ascending.</summary>
    public static IReadOnlyList<DiagnosticCode> All { get; } =
    [
        EmptyFile, TooLarge, WrongEncoding, BinaryContent, InvisibleCharacter, YamlSyntax, TabIndentation, TooDeep, Alias, Anchor, Tag,
        SeveralDocuments, DuplicateKey, KeyNotAWord, UnknownKey, MissingKey, WrongShape, UnknownOperation, SeveralOperations, EmptyList,
        MissingValue, NothingChosen, BadNumber, OutOfRange, BadDuration, BadSize, BadRate, BadData, UnknownWord, BadPattern, BadOrdinal,
        BadComparison, BadName, BadSwitch, BadFile, UnknownStatus, UnknownBugCheck, BadGuid, BadShard, BadByteRange, BadRegistryKey, BadRegistryValue, BadDeviceId, NameIsNotFileName, HandleNotOpen,
        HandleStillOpen, UnknownOperationName, DuplicateOperationName, UnknownDdi, UnknownProfile, ContradictoryWhen, IdleWord,
        TooManyOperations, NotInBurst, NotPending, ExpectationMix, SuspendMismatch, CannotFail, UnknownRegister, BadLayout, VerifierMix, VerifierNeeds, DelayNotReached,
        NeverLoaded, NotJudged, RegressionOfNothing, OutOfOrder, SeveralStateThreads,
        HandleInTheWay, ExpectationOfNobody, UnknownDriver, KnownNothing, KnownMix, BadFingerprint, BadDay, BadLink, KnownForEver, KnownTwice,
        KnownExpired, TooManyDiagnostics,
    ];
}
