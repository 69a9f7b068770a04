namespace Tollgate.Security.Injection;

/// <summary>The words of a stretch of text, with their places; as many as fit, in memory that is kept for the next scan.</summary>
internal sealed class WordList
{
    /// <summary>A longer text is read in stretches of so many words.</summary>
    public const int Most = 2048;

    private const int MostMatches = 256;
    private const int Apart = 5;
    private const int RecentWords = 24;
    private const int RecentFeatures = 512;

    private readonly uint[] _hashes = new uint[Most];
    private readonly int[] _starts = new int[Most];
    private readonly int[] _ends = new int[Most];
    private readonly bool[] _breaks = new bool[Most];
    private readonly int[] _weights = new int[Most + 1];
    private readonly (int Number, int First, int Last)[] _matches = new (int, int, int)[MostMatches];
    private readonly (int Feature, int Word)[] _recent = new (int, int)[RecentFeatures];
    private int _matched;

    /// <summary>What each word means; filled by the lexicon.</summary>
    public ulong[] Classes { get; } = new ulong[Most];

    /// <summary>How many words there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether no more fit.</summary>
    public bool IsFull => Count == Most;

    /// <summary>The words' hashes.</summary>
    public ReadOnlySpan<uint> Hashes => _hashes.AsSpan(0, Count);

    /// <summary>Where a word starts.</summary>
    public int Start(int word) => _starts[word];

    /// <summary>Where a word ends.</summary>
    public int End(int word) => _ends[word];

    /// <summary>Whether a sentence ended before the word.</summary>
    public bool StartsSentence(int word) => _breaks[word];

    /// <summary>
    /// Weighs every known word, pair of them, pair with one word between, and pair of meanings; what was said shortly before counts no
    /// second time. What counted is listed where a list is handed in: that is what the model is trained on.
    /// </summary>
    public void Weigh(ReadOnlySpan<sbyte> weights, List<(int Word, int Feature)>? counted = null)
    {
        Array.Clear(_recent);
        var (before, last, far) = (0u, 0u, -1);
        for (var word = 0; word < Count; word++)
        {
            var known = InjectionModel.Feature(_hashes[word]);
            var hash = weights[known] == 0 ? 0 : _hashes[word];
            var sum = hash == 0 ? 0 : Weight(weights, known, word, counted) + WeightOfPairs(weights, (before, last, hash), word, counted);
            (before, last) = (last, hash);
            if (Classes[word] != 0)
            {
                sum += far >= 0 && word - far <= Apart ? Weight(weights, InjectionModel.Feature(Classes[far], Classes[word]), word, counted) : 0;
                far = word;
            }

            _weights[word + 1] = _weights[word] + sum;
        }
    }

    /// <summary>The signatures that matched: their number, first and last word.</summary>
    public ReadOnlySpan<(int Number, int First, int Last)> Matches => _matches.AsSpan(0, _matched);

    /// <summary>Forgets the matches.</summary>
    public void ClearMatches() => _matched = 0;

    /// <summary>Keeps a match and adds its weight to its first word; a text of nothing but signatures is bounded.</summary>
    public void AddMatch(int number, int first, int last, int weight)
    {
        if (_matched == MostMatches)
        {
            return;
        }

        _matches[_matched++] = (number, first, last);
        for (var after = first + 1; after <= Count; after++)
        {
            _weights[after] += weight;
        }
    }

    /// <summary>The weight of the words from one up to another.</summary>
    public int Weight(int from, int to) => _weights[to] - _weights[from];

    /// <summary>Starts anew.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds a word.</summary>
    public void Add(uint hash, int start, int end, bool startsSentence)
    {
        (_hashes[Count], _starts[Count], _ends[Count], _breaks[Count]) = (hash, start, end, startsSentence);
        Count++;
    }

    /// <summary>Puts one word in the place of the last ones: letters that were written apart.</summary>
    public void Merge(int words)
    {
        var first = Count - words;
        var hash = WordHash.Seed;
        for (var word = first; word < Count; word++)
        {
            hash = WordHash.Add(hash, (byte)_hashes[word]);
        }

        (_hashes[first], _ends[first]) = (hash, _ends[Count - 1]);
        Count = first + 1;
    }

    /// <summary>The last words are single letters, kept as themselves until now.</summary>
    public void HashLetters(int words)
    {
        for (var word = Count - words; word < Count; word++)
        {
            _hashes[word] = WordHash.Add(WordHash.Seed, (byte)_hashes[word]);
        }
    }

    /// <summary>Moves the last words to the front, for the next stretch of the text.</summary>
    public void KeepLast(int words)
    {
        var from = Math.Max(0, Count - words);
        Array.Copy(_hashes, from, _hashes, 0, Count - from);
        Array.Copy(_starts, from, _starts, 0, Count - from);
        Array.Copy(_ends, from, _ends, 0, Count - from);
        Array.Copy(_breaks, from, _breaks, 0, Count - from);
        Count -= from;
    }

    private int WeightOfPairs(ReadOnlySpan<sbyte> weights, (uint Before, uint Last, uint Word) hashes, int word, List<(int Word, int Feature)>? counted) =>
        (hashes.Last == 0 ? 0 : Weight(weights, InjectionModel.Feature(hashes.Last, hashes.Word), word, counted))
        + (hashes.Before == 0 ? 0 : Weight(weights, InjectionModel.FeatureApart(hashes.Before, hashes.Word), word, counted));

    private int Weight(ReadOnlySpan<sbyte> weights, int feature, int word, List<(int Word, int Feature)>? counted)
    {
        var weight = weights[feature];
        if (weight == 0)
        {
            return 0;
        }

        ref var recent = ref _recent[feature & (RecentFeatures - 1)];
        var isRecent = recent.Feature == feature + 1 && word - recent.Word <= RecentWords;
        recent = (feature + 1, word);
        if (isRecent)
        {
            return 0;
        }

        counted?.Add((word, feature));
        return weight;
    }
}
