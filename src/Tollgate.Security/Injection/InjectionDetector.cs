using System.Buffers;
using System.Numerics;
using Tollgate.Security.Matching;

namespace Tollgate.Security.Injection;

/// <summary>
/// Finds text that gives orders that are not its to give. In layers: marks of chat markup and of roles, signatures over the meaning of
/// words, and a linear model over everything. What counts as an order depends on who wrote the text: a user may ask for much that a tool
/// result may not.
/// </summary>
internal sealed class InjectionDetector
{
    private const int Overlap = 64;
    private const float Reported = 0.5f;
    private const float OperatorShare = 0.6f;
    private const float ShareOfModel = 0.5f;
    private const float MostDoubt = 2.5f;
    private static readonly SearchValues<byte> Quotes = SearchValues.Create("\"'`"u8);

    private static readonly Rule ModelRule = new(
        "injection-model",
        FindingKind.PromptInjection,
        Severity.High,
        "Prompt injection: judged by the model",
        "The wording as a whole is that of texts that try to take a model over.",
        "Do not let a model act on it: refuse the call, or take the text out before it is sent.");

    private readonly Lexicon _lexicon;
    private readonly Signature[] _signatures;
    private readonly Signature[] _marks;
    private readonly KeywordIndex _markIndex;
    private readonly InjectionModel _model;
    private readonly UInt128[] _startedBy = new UInt128[64];
    private readonly ulong _discussion;

    /// <summary>A detector of the rows with the model.</summary>
    public InjectionDetector(InjectionCatalogue catalogue, InjectionModel model)
    {
        _lexicon = catalogue.Lexicon;
        _signatures = [.. catalogue.Signatures];
        _marks = [.. catalogue.Marks];
        _markIndex = new KeywordIndex(catalogue.MarkTexts);
        _model = model;
        _discussion = _lexicon.Bit("discussion");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_signatures.Length, 128, nameof(catalogue));
        for (var number = 0; number < _signatures.Length; number++)
        {
            for (var classes = _signatures[number].Steps[0].Classes; classes != 0; classes &= classes - 1)
            {
                _startedBy[BitOperations.TrailingZeroCount(classes)] |= UInt128.One << number;
            }
        }
    }

    /// <summary>The detector with the built-in rows and weights.</summary>
    public static InjectionDetector Load() =>
        new(InjectionCatalogue.Parse(Resource.Read("injection.jsonl")), InjectionModel.Parse(Resource.Read("injection-weights.txt")));

    /// <summary>Reports every injection in the text.</summary>
    public void Scan(ReadOnlySpan<byte> text, WordList words, ref ScanSink sink)
    {
        ScanMarks(text, ref sink);
        var isData = IsData(sink);
        words.Clear();
        var reader = new WordReader(text, _lexicon);
        var goesOn = true;
        while (goesOn)
        {
            goesOn = reader.Read(words);
            _lexicon.Classify(words);
            words.Weigh(_model.Weights(isData));
            MatchSignatures(text, words, isData, ref sink);
            JudgeWindows(words, isData, ref sink);
            words.KeepLast(Overlap);
        }
    }

    /// <summary>The features of a text that fits one stretch, each with its word: what the model is trained on.</summary>
    public List<(int Word, int Feature)> Features(ReadOnlySpan<byte> text, WordList words)
    {
        Read(text, words);
        var features = new List<(int Word, int Feature)>();
        words.Weigh(_model.Weights(isData: false), features);
        for (var word = 0; word < words.Count; word++)
        {
            for (var starting = Starting(words.Classes[word]); starting != 0; starting &= starting - 1)
            {
                var number = (int)UInt128.TrailingZeroCount(starting);
                if (Match(_signatures[number], words, word) >= 0)
                {
                    features.Add((word, SignatureFeature(number)));
                }
            }
        }

        return features;
    }

    /// <summary>Reads the words of a text that fits one stretch, as the scan would.</summary>
    public void Read(ReadOnlySpan<byte> text, WordList words)
    {
        words.Clear();
        new WordReader(text, _lexicon).Read(words);
        _lexicon.Classify(words);
    }

    private static bool IsData(in ScanSink sink) => sink.Source is Source.Tool or Source.File;

    private static int SignatureFeature(int number) => InjectionModel.Feature((uint)number, 0xFFFFFFFF);

    private static int Match(Signature signature, WordList words, int word) =>
        signature.IsLoose ? signature.MatchLoosely(words, word) : signature.Match(words, word);

    /// <summary>The signatures of which a word for every step is there at all, a bit each: ordinary text has them for few.</summary>
    private UInt128 Possible(WordList words)
    {
        var present = 0UL;
        foreach (var classes in words.Classes.AsSpan(0, words.Count))
        {
            present |= classes;
        }

        UInt128 possible = 0;
        for (var number = 0; number < _signatures.Length; number++)
        {
            var has = true;
            foreach (var (classes, _) in _signatures[number].Steps)
            {
                has &= (classes & present) != 0;
            }

            possible |= has ? UInt128.One << number : 0;
        }

        return possible;
    }

    /// <summary>The signatures whose first step a word of these classes is, a bit each.</summary>
    private UInt128 Starting(ulong classes)
    {
        UInt128 starting = 0;
        for (; classes != 0; classes &= classes - 1)
        {
            starting |= _startedBy[BitOperations.TrailingZeroCount(classes)];
        }

        return starting;
    }

    private void ScanMarks(ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        for (var at = _markIndex.Next(text, 0, out var chain); at >= 0; at = _markIndex.Next(text, at + 1, out chain))
        {
            for (; chain != 0; chain = _markIndex.Entries[chain].Next)
            {
                ref readonly var entry = ref _markIndex.Entries[chain];
                var start = KeywordIndex.Verify(text, at, entry);
                if (start >= 0)
                {
                    Report(_marks[entry.Owner], start, start + entry.Text.Length, 1, 0, ref sink);
                }
            }
        }
    }

    private void MatchSignatures(ReadOnlySpan<byte> text, WordList words, bool isData, ref ScanSink sink)
    {
        var weights = _model.Weights(isData);
        words.ClearMatches();
        var possible = Possible(words);
        for (var word = 0; possible != 0 && word < words.Count; word++)
        {
            for (var starting = Starting(words.Classes[word]) & possible; starting != 0; starting &= starting - 1)
            {
                var number = (int)UInt128.TrailingZeroCount(starting);
                var last = Match(_signatures[number], words, word);
                if (last >= 0)
                {
                    words.AddMatch(number, word, last, weights[SignatureFeature(number)]);
                }
            }
        }

        foreach (var (number, first, last) in words.Matches)
        {
            var share = Share(text, words, first, last);
            Report(_signatures[number], words.Start(first), words.End(last), share, Surroundings(words, first, isData), ref sink);
        }
    }

    /// <summary>What the words around say: harmless ones weaken a signature, hostile ones do not need to strengthen it.</summary>
    private float Surroundings(WordList words, int word, bool isData)
    {
        var from = Math.Max(0, word - (InjectionModel.Window / 4));
        var to = Math.Min(words.Count, from + InjectionModel.Window);
        return Math.Clamp(_model.Odds(words.Weight(from, to), to - from, isData) * ShareOfModel, -MostDoubt, 0);
    }

    /// <summary>A phrase in quotation marks among words about such phrases is spoken of, not spoken.</summary>
    private float Share(ReadOnlySpan<byte> text, WordList words, int first, int last)
    {
        var start = words.Start(first);
        var isQuoted = text[Math.Max(0, start - 2)..start].ContainsAny(Quotes) || text[Math.Max(0, start - 3)..start].IndexOf("“"u8) >= 0;
        if (!isQuoted)
        {
            return 1;
        }

        for (var word = Math.Max(0, first - 24); word < Math.Min(words.Count, last + 16); word++)
        {
            if ((words.Classes[word] & _discussion) != 0)
            {
                return 0.5f;
            }
        }

        return 0.95f;
    }

    private static void Report(Signature signature, int start, int end, float share, float odds, ref ScanSink sink)
    {
        var sure = share * (IsData(sink) ? signature.Data : signature.User) * (sink.Source == Source.System ? OperatorShare : 1);
        var confidence = InjectionModel.Probability(InjectionModel.OddsOf(sure) + odds);
        if (confidence >= Reported)
        {
            sink.Report(signature.Rule, signature.Rule.Severity, confidence, start, end);
        }
    }

    private void JudgeWindows(WordList words, bool isData, ref ScanSink sink)
    {
        var best = -1;
        var most = 0f;
        for (var start = 0; start == 0 || start + InjectionModel.Stride < words.Count; start += InjectionModel.Stride)
        {
            var length = Math.Min(InjectionModel.Window, words.Count - start);
            var probability = InjectionModel.Probability(_model.Odds(words.Weight(start, start + length), length, isData));
            (best, most) = probability > most ? (start, probability) : (best, most);
        }

        most *= sink.Source == Source.System ? OperatorShare : 1;
        if (best >= 0 && most >= Reported && words.Count > 0)
        {
            var last = Math.Min(words.Count, best + InjectionModel.Window) - 1;
            sink.Report(ModelRule, most >= 0.8f ? Severity.High : Severity.Medium, most, words.Start(best), words.End(last));
        }
    }
}
