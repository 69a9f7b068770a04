namespace Tollgate.Security.Sql;

/// <summary>What names say about what they stand for, in the common libraries of the languages.</summary>
internal static class SqlNames
{
    private static readonly HashSet<string> Sinks = Set(
        "execute executemany executescript execsql executequery executeupdate executelargeupdate executebatch addbatch preparestatement preparecall query querycontext "
        + "queryrow queryrowcontext queryrowx queryx execcontext preparecontext mustexec raw rawquery $queryrawunsafe $executerawunsafe queryrawunsafe executerawunsafe fromsqlraw "
        + "executesqlraw executesqlrawasync executesqlcommand sqlqueryraw sqlcommand npgsqlcommand mysqlcommand sqlitecommand oledbcommand odbccommand oraclecommand sqldataadapter "
        + "createquery createnativequery createsqlquery queryforobject queryforlist queryformap queryforrowset batchupdate read_sql read_sql_query fetchrow fetchval fetch_all fetch_one "
        + "executeasync executereader executereaderasync executescalar executescalarasync executenonquery queryasync queryfirst queryfirstasync queryfirstordefault queryfirstordefaultasync "
        + "querysingle querysingleasync querysingleordefault querysingleordefaultasync querymultiple querymultipleasync unsafe literal whereraw orderbyraw selectraw havingraw joinraw "
        + "groupbyraw fromraw executesql execute_sql run_sql run_query db_query sqlquery commandtext arrayquery simplequery "
        + "$queryraw $executeraw fromsql executesqlasync executesqlinterpolated executesqlinterpolatedasync fromsqlinterpolated");

    private static readonly HashSet<string> Others = Set("select get all each run update fetch stream exec prepare text command add");
    private static readonly HashSet<string> Conditions = Set("where andwhere orwhere having extra filter setfilter newquery");

    private static readonly HashSet<string> Parameterizing = Set(
        "fromsqlinterpolated executesqlinterpolated executesqlinterpolatedasync executesql executesqlasync fromsql sqlquery");

    private static readonly HashSet<string> Numbers = Set(
        "int long short byte uint ulong ushort sbyte float double decimal bool guid datetime dateonly timeonly datetimeoffset timespan integer biginteger bigdecimal uuid localdate localdatetime instant "
        + "boolean number bigint date int8 int16 int32 int64 uint8 uint16 uint32 uint64 float32 float64 char rune complex time enum nint nuint");

    private static readonly HashSet<string> Casts = Set(
        "int float bool len abs round min max sum parseint parsefloat number boolean bigint itoa atoi formatint parsebool toint32 toint64 toint16 todouble todecimal toguid toboolean todatetime "
        + "valueofint uuid uuid4 hash ord now utcnow time isnumeric length size count hashcode gethashcode intvalue longvalue nextint random id formatfloat quote_literal randomuuid newguid ordinal "
        + "toisostring nameof range xrange today isoformat timestamp ticks getint getlong getdouble getint32 getint64 getguid currenttimemillis nanotime");

    private static readonly HashSet<string> Passing = Set(
        "text dedent cleandoc trim strip lstrip rstrip string str stringbuilder stringbuffer trimspace sql template trimindent stripindent tostring normalize sprintf string.raw trimstart trimend composed "
        + "lower upper tolower toupper tolowercase touppercase valueof decode encode tolowerinvariant toupperinvariant intern bytes");

    private static readonly HashSet<string> Listing = Set("map select collect tolist toarray flatmap stream list tuple sorted set");

    private static readonly HashSet<string> Makers = Set("of aslist listof setof mapof arrayof frozenset copyof entry ofentries unmodifiablelist unmodifiableset unmodifiablemap");
    private static readonly HashSet<string> Collections = Set("list arraylist linkedlist hashset linkedhashset treeset vector array stringjoiner queue arraydeque");
    private static readonly HashSet<string> Growing = Set("append appendline push concat writestring add");
    private static readonly HashSet<string> Containing = Set("includes has contains containskey hasown hasownproperty trygetvalue isdefined indexof");
    private static readonly HashSet<string> Patterns = Set("test ismatch matchstring fullmatch match isinteger issafeinteger");
    private static readonly HashSet<string> Questions = Set("isidentifier isdigit isdecimal isalnum isalpha isnumeric matches");

    private static readonly HashSet<string> OverLists = Set("map filter foreach select where reduce flatmap some find every sort");

    private static readonly HashSet<string> Said = Set(
        "print println printf console log logger logging warn warning debug info error trace critical fatal fatalf errorf infof warnf debugf logf println exception assert describe it test expect fail skip "
        + "loginformation logwarning logerror logdebug logtrace logcritical writeline write_line new_error notice echo say panic translate _ gettext t help_text add_argument raise throw setstring setobject setparameter addwithvalue bindvalue bindparam");

    private static readonly HashSet<string> Outsides = Set(
        "request req args argv input params query_params querystring query_string form cookies headers getparameter formvalue postformvalue pathvalue getheader getquerystring raw_input readline ctx httpcontext "
        + "urlquery searchparams body payload event");

    private static readonly string[] Quoting = ["quote", "escape", "identifier", "sanitize", "placeholder", "bindparam"];
    private static readonly string[] Lists = ["allow", "valid", "white", "permit", "safe", "known", "column", "field", "sortable", "choices"];

    /// <summary>What is done with a text that is handed to what is called so.</summary>
    public static SqlTaker TakerOf(string name) =>
        Sinks.Contains(name) ? SqlTaker.Sql : Conditions.Contains(name) ? SqlTaker.Condition : Others.Contains(name) ? SqlTaker.Statement : SqlTaker.None;

    /// <summary>Whether what is called makes parameters of the holes of the string it is handed.</summary>
    public static bool MakesParameters(string name) => Parameterizing.Contains(name);

    /// <summary>Whether a type holds nothing that SQL could hide in.</summary>
    public static bool IsNumber(string type) => Numbers.Contains(type);

    /// <summary>Whether what is called answers with a number or the like.</summary>
    public static bool IsCast(string name) => Casts.Contains(name);

    /// <summary>Whether what is called hands on what it is handed.</summary>
    public static bool IsPassing(string name) => Passing.Contains(name);

    /// <summary>Whether what is called makes a list of all that it is handed.</summary>
    public static bool IsMaker(string name) => Makers.Contains(name);

    /// <summary>Whether a type is a list that texts are gathered in.</summary>
    public static bool IsCollection(string type) => Collections.Contains(type);

    /// <summary>Whether a method puts something behind what its object holds.</summary>
    public static bool IsGrowing(string name) => Growing.Contains(name);

    /// <summary>Whether what is called says whether a list holds what it is handed.</summary>
    public static bool IsContaining(string name) => Containing.Contains(name);

    /// <summary>Whether what is called compares what it is handed with a pattern.</summary>
    public static bool IsPattern(string name) => Patterns.Contains(name);

    /// <summary>Whether a method of a text says that it holds only harmless characters.</summary>
    public static bool IsQuestion(string name) => Questions.Contains(name);

    /// <summary>Whether a method hands the elements of a list to a function.</summary>
    public static bool IsOverList(string name) => OverLists.Contains(name);

    /// <summary>Whether what is called makes a list of what it is handed.</summary>
    public static bool IsListing(string name) => Listing.Contains(name);

    /// <summary>Whether what is called says something to people.</summary>
    public static bool IsSaid(string name) => Said.Contains(name) || name.EndsWith("Error", StringComparison.Ordinal) || name.EndsWith("Exception", StringComparison.Ordinal);

    /// <summary>Whether a name stands for what comes from outside.</summary>
    public static bool IsOutside(string name) => Outsides.Contains(name);

    /// <summary>Whether what is called makes a text safe to stand in SQL.</summary>
    public static bool IsQuoting(string name) => HasOneOf(name, Quoting);

    /// <summary>Whether a name stands for a list of what is allowed.</summary>
    public static bool IsList(string name) => IsConstant(name) || HasOneOf(name, Lists);

    /// <summary>Whether a name is written as constants are.</summary>
    public static bool IsConstant(string name) => name.Length > 1 && !name.AsSpan().ContainsAnyInRange('a', 'z') && name.AsSpan().ContainsAnyInRange('A', 'Z');

    private static bool HasOneOf(string name, string[] words)
    {
        foreach (var word in words)
        {
            if (name.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.OrdinalIgnoreCase);
}
